/**
 * The launcher: a small shell that forks one supervisor per attempt. It exists because a fork copies the forking process's
 * page tables: from a large agent that costs 30 ms, from this shell 0.3 ms. The supervisor holds what must outlive the
 * agent: the process, its exit status, its lease.
 *
 * POSIX sh only (dash, bash, busybox, macOS), and builtins only on the way of a normal attempt: each program that a shell
 * runs costs as much as the job's own start.
 *
 * Requests on stdin, one a line:   start NAME plain|leased   reap
 * Answers on stdout, one a line:   ready SHELL   started NAME PID START   exited NAME STATUS SIGNAL UPTIME
 *
 * The attempt's record is a file of lines, each a single write that ends in " .": a line without that end is torn and counts
 * as absent, which is all that a rename would give, without its process per attempt.
 *
 * In the text below @{ stands for what the shell writes as a dollar and a brace: here that would be TypeScript's.
 */
export const launcherScript = String.raw`
attempts=$1 cgroup=$2 lease=$3 setsid=$4
boot=none
{ read -r boot < /proc/sys/kernel/random/boot_id; } 2>/dev/null
# bash says nothing of a child that these signals ended: their codes are read as the signal.
silent=' 130 141 143 '

# Sets pid, session and start of a process; field 22 of stat is its start in clock ticks since boot. The name in field 2
# may hold spaces and brackets, so what follows the last bracket is counted.
stat_of() {
  if [ -r /proc/self/stat ]; then
    { read -r stat < "/proc/$1/stat"; } 2>/dev/null || return 1
    pid=@{stat%% *}
    stat=@{stat##*) }
    set -- $stat
    session=$4 start=@{20}
  else
    pid=$1
    [ "$1" = self ] && pid=$(exec sh -c 'echo "$PPID"')
    session=$pid start=$(ps -o lstart= -p "$pid" 2>/dev/null | tr -s ' ' _)
    [ -n "$start" ]
  fi
}

# The job's subshell calls this last before it becomes the command: from here on the command counts as started.
announce() {
  # The agent may be gone: a broken pipe must neither kill us nor be ignored by the command.
  trap '' PIPE
  stat_of self
  printf 'started %s %s %s .\n' "$pid" "$start" "$boot" >> "$dir/record"
  printf 'started %s %s %s\n' "$name" "$pid" "$start" 2>/dev/null
  trap - PIPE
}

kill_all() {
  if [ -n "$cgroup" ] && { printf 1 > "$cgroup/$name/cgroup.kill"; } 2>/dev/null; then return; fi
  kill -KILL "-$job" 2>/dev/null
  for process in /proc/[0-9]*; do
    stat_of "@{process#/proc/}" && [ "$session" = "$job" ] && kill -KILL "$pid" 2>/dev/null
  done
}

# Ends the command within 250 ms of its lease, on the clock that keeps running in sleep. One file for all attempts of the
# node: the agent writes its deadline (hundredths of a second since boot) at each renewal.
watch_lease() {
  stat_of "$job" || exit 0
  job_start=$start
  while sleep 0.25; do
    { stat_of "$job" && [ "$start" = "$job_start" ]; } || exit 0
    { read -r until complete < "$lease" && read -r now rest < /proc/uptime; } 2>/dev/null || continue
    [ "$complete" = . ] || continue
    [ "@{now%.*}@{now#*.}" -lt "$until" ] && continue
    printf 'lease .\n' > "$dir/lease-passed"
    kill_all
  done
}

supervise() {
  name=$1 dir=$attempts/$1
  exec < /dev/null 2> "$dir/supervisor.log" || exit 1
  # Caught, not ignored: the command gets the defaults back.
  trap 'interrupted=1' HUP INT TERM PIPE
  stat_of self || exit 1
  # The claim: whoever makes this file decides. An agent that makes it first knows that the command will never start.
  set -C
  { printf 'supervisor %s %s %s .\n' "$pid" "$start" "$boot" > "$dir/record"; } 2>/dev/null || exit 0
  set +C
  # Without setsid a process group of its own is what can be had.
  [ -n "$setsid" ] || set -m
  (
    # A shell lets its background children ignore these; bash can take that back, for others the command line does.
    trap - INT QUIT 2>/dev/null
    [ -n "$cgroup" ] && { printf 0 > "$cgroup/$name/cgroup.procs"; } 2>/dev/null
    . "$dir/command"
  ) 2> /dev/null &
  job=$!
  watchdog=
  if [ "$2" = leased ]; then
    watch_lease > /dev/null 2>&1 &
    watchdog=$!
  fi
  while :; do
    interrupted=
    wait "$job"
    status=$?
    [ -n "$interrupted" ] || break
  done
  uptime=0
  { read -r uptime rest < /proc/uptime; } 2>/dev/null
  signal=-
  if [ "$status" -gt 128 ]; then
    # A shell gives 137 both for "exit 137" and for SIGKILL. bash has a word (on its standard error) only for the signal;
    # others have none for a child that ended before they waited for it, so there the code is always read as the signal.
    case $silent in
      *" $status "*) signal=$((status - 128)) ;;
      *) [ -n "$BASH_VERSION" ] && [ ! -s "$dir/supervisor.log" ] || signal=$((status - 128)) ;;
    esac
  fi
  [ -n "$watchdog" ] && { kill "$watchdog"; wait "$watchdog"; } 2>/dev/null
  [ -e "$dir/lease-passed" ] && signal=lease
  # What the command left behind in its cgroup ends with it.
  [ -n "$cgroup" ] && { printf 1 > "$cgroup/$name/cgroup.kill"; } 2>/dev/null
  printf 'exited %s %s %s .\n' "$status" "$signal" "$uptime" >> "$dir/record"
  # An agent that hears of it writes the end to its own journal, whose fsync many attempts share. With nobody listening,
  # this record is all there is, and must survive a power cut.
  printf 'exited %s %s %s %s\n' "$name" "$status" "$signal" "$uptime" 2>/dev/null ||
    sync "$dir/record" 2>/dev/null ||
    dd if=/dev/null of="$dir/record" oflag=append conv=notrunc,fsync 2>/dev/null ||
    sync
}

printf 'ready %s\n' "@{BASH_VERSION:-sh}"
while read -r request name kind; do
  case $request in
    start) supervise "$name" "$kind" & ;;
    # Lets the shell take the exit status of supervisors that have ended.
    reap) jobs > /dev/null 2>&1 ;;
  esac
done
`.replaceAll('@{', '${');
