/*
 * The launcher of Linux: forks one supervisor per attempt, as the shell script of launcher-script.ts does, in a tenth of its
 * CPU time. The supervisor is the parent of one command and holds what must outlive the agent: the process, its exit status,
 * its lease. Where this program is not there (no compiler when Orchion was built), the shell does the same.
 *
 *   launcher ATTEMPTS-DIR CGROUP-BASE|- LEASE-FILE
 *
 * Requests on stdin: a length (4 bytes, little endian) and as many bytes of strings, each with its NUL:
 *   NAME  plain|leased  OOM-KILLS-BEFORE  CWD  PROGRAM  number of arguments, the arguments  number of variables, the variables
 * Answers on stdout, one a line:   ready native   started NAME PID START   exited NAME STATUS SIGNAL UPTIME
 *
 * The record of an attempt is a file of lines, each a single write that ends in " .": what has no such end was torn. Its
 * directory may have served an earlier attempt, so the record says whose it is.
 */
#define _GNU_SOURCE
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/sched.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { request_bytes_max = 16 * 1024 * 1024, lease_look_ms = 250 };

struct request {
  const char *name, *leased, *oom_kills, *cwd, *program;
  char **args, **env;
};

static const char *attempts_dir, *cgroup_base, *lease_file;
static char boot_id[64] = "none";

/* Of one process: its supervisor's. */
static int record = -1;
static char dir[4096];

static int read_file(const char *path, char *text, size_t size) {
  int file = open(path, O_RDONLY | O_CLOEXEC);
  if (file < 0) return -1;
  ssize_t length = read(file, text, size - 1);
  close(file);
  if (length < 0) return -1;
  text[length] = 0;
  return 0;
}

static int write_file(const char *path, const char *text) {
  int file = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
  if (file < 0) return -1;
  ssize_t written = write(file, text, strlen(text));
  close(file);
  return written < 0 ? -1 : 0;
}

/* Start (field 22 of stat, clock ticks since boot) and session (field 6) of a process; its name may hold spaces and
   brackets, so what follows the last bracket is counted. */
static int stat_of(const char *pid, unsigned long long *start, int *session) {
  char path[64], text[1024];
  snprintf(path, sizeof path, "/proc/%s/stat", pid);
  if (read_file(path, text, sizeof text) != 0) return -1;
  char *rest = strrchr(text, ')');
  return rest != NULL && sscanf(rest + 2, "%*c %*d %*d %d %*d %*d %*u %*u %*u %*u %*u %*u %*u %*d %*d %*d %*d %*d %*d %llu",
                                session, start) == 2
             ? 0
             : -1;
}

static long long hundredths_since_boot(void) {
  struct timespec now;
  clock_gettime(CLOCK_BOOTTIME, &now);
  return now.tv_sec * 100LL + now.tv_nsec / 10000000;
}

static int write_all(int file, const char *text, size_t length) {
  while (length > 0) {
    ssize_t written = write(file, text, length);
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return -1;
    text += written, length -= written;
  }
  return 0;
}

/* The claim: whoever renames the blank record, or makes one where there is no blank, decides. An agent that does so first
   knows that the command will never start. */
static int claim(void) {
  char blank[4160], path[4160];
  snprintf(blank, sizeof blank, "%s/unclaimed", dir);
  snprintf(path, sizeof path, "%s/record", dir);
  if (rename(blank, path) == 0) return open(path, O_WRONLY | O_APPEND | O_CLOEXEC);
  return errno == ENOENT ? open(path, O_WRONLY | O_APPEND | O_CREAT | O_EXCL | O_CLOEXEC, 0600) : -1;
}

/* A file that an earlier attempt used may still be open somewhere: then it stays whose it was. The lease of fcntl is given
   only while nobody else has the file open. */
static int open_output(const char *name) {
  char path[4160];
  snprintf(path, sizeof path, "%s/%s", dir, name);
  int file = open(path, O_WRONLY | O_APPEND | O_CLOEXEC);
  if (file >= 0) {
    struct stat stat;
    if (fstat(file, &stat) == 0 && stat.st_size == 0 && fcntl(file, F_SETLEASE, F_WRLCK) == 0) {
      fcntl(file, F_SETLEASE, F_UNLCK);
      return file;
    }
    close(file);
    unlink(path);
  }
  return open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0600);
}

/* The signals that a command would inherit as ignored: ours, and those of whoever started the agent. */
static int ignored[NSIG + 4], ignored_count;

static void find_ignored_signals(void) {
  struct sigaction now;
  for (int signal = 1; signal < NSIG; signal++) {
    if (sigaction(signal, NULL, &now) == 0 && now.sa_handler == SIG_IGN) ignored[ignored_count++] = signal;
  }
}

static void take_signals_back(void) {
  struct sigaction standard = {.sa_handler = SIG_DFL};
  for (int i = 0; i < ignored_count; i++) sigaction(ignored[i], &standard, NULL);
  sigset_t none;
  sigemptyset(&none);
  sigprocmask(SIG_SETMASK, &none, NULL);
}

/* The command's own process, up to the moment that it becomes the command. */
static _Noreturn void become(const struct request *request) {
  setsid();
  /* A lease has to hold even where its supervisor is killed. */
  if (request->leased[0] == 'l') prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (chdir(request->cwd) != 0) _exit(126);
  char line[512];
  unsigned long long start = 0;
  int session, length;
  stat_of("self", &start, &session);
  length = snprintf(line, sizeof line, "started %d %llu %s .\n", getpid(), start, boot_id);
  if (write_all(record, line, length) != 0) _exit(126);
  length = snprintf(line, sizeof line, "started %s %d %llu\n", request->name, getpid(), start);
  /* The agent may be gone: that is its own affair. */
  write_all(1, line, length);
  int out = open_output("stdout"), err = open_output("stderr");
  if (out < 0 || err < 0) _exit(126);
  dup2(out, 1);
  dup2(err, 2);
  take_signals_back();
  execve(request->program, request->args, request->env);
  if (errno == ENOEXEC) {
    /* A script without a first line that names its interpreter: the shell's, as everywhere. */
    size_t count = 0;
    while (request->args[count] != NULL) count++;
    char *args[count + 2];
    args[0] = "sh", args[1] = (char *)request->program;
    for (size_t i = 1; i <= count; i++) args[i + 1] = request->args[i];
    execve("/bin/sh", args, request->env);
  }
  dprintf(2, "%s: %s\n", request->program, strerror(errno));
  _exit(errno == ENOENT ? 127 : 126);
}

/* Born inside its cgroup: moving a process there makes the kernel wait for every CPU, 10 ms on an idle machine. */
static pid_t start_command(const struct request *request, const char *cgroup) {
  int group = cgroup == NULL ? -1 : open(cgroup, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (group >= 0) {
    struct clone_args how = {.flags = CLONE_INTO_CGROUP, .exit_signal = SIGCHLD, .cgroup = group};
    long pid = syscall(SYS_clone3, &how, sizeof how);
    if (pid == 0) become(request);
    close(group);
    if (pid > 0) return pid;
  }
  pid_t pid = fork();
  if (pid != 0) return pid;
  if (cgroup != NULL) {
    /* A filter of system calls that knows no clone3. */
    char path[8192];
    snprintf(path, sizeof path, "%s/cgroup.procs", cgroup);
    write_file(path, "0");
  }
  become(request);
}

static int kill_cgroup(const char *cgroup) {
  char path[8192];
  if (cgroup == NULL) return -1;
  snprintf(path, sizeof path, "%s/cgroup.kill", cgroup);
  int file = open(path, O_WRONLY | O_CLOEXEC);
  if (file < 0) return -1;
  ssize_t written = write(file, "1", 1);
  close(file);
  return written == 1 ? 0 : -1;
}

static void kill_all(pid_t job, const char *cgroup) {
  if (kill_cgroup(cgroup) == 0) return;
  kill(-job, SIGKILL);
  DIR *processes = opendir("/proc");
  if (processes == NULL) return;
  for (struct dirent *entry; (entry = readdir(processes)) != NULL;) {
    unsigned long long start;
    int session;
    if (entry->d_name[0] < '1' || entry->d_name[0] > '9') continue;
    if (stat_of(entry->d_name, &start, &session) == 0 && session == job) kill(atoi(entry->d_name), SIGKILL);
  }
  closedir(processes);
}

/* One file for all attempts of the node: the agent writes its deadline at each renewal. What is not whole is not read. */
static int lease_has_passed(void) {
  char text[64], complete;
  long long until;
  if (read_file(lease_file, text, sizeof text) != 0) return 0;
  return sscanf(text, "%lld %c", &until, &complete) == 2 && complete == '.' && hundredths_since_boot() >= until;
}

/* Waits for the command. A leased one is ended within 250 ms of its lease, on the clock that keeps running in sleep. */
static int wait_for(pid_t job, const char *cgroup, int is_leased, int *lease_passed) {
  sigset_t child;
  sigemptyset(&child);
  sigaddset(&child, SIGCHLD);
  for (int status;;) {
    pid_t ended = waitpid(job, &status, is_leased ? WNOHANG : 0);
    if (ended == job) return status;
    if (ended < 0 && errno != EINTR) return 0;
    if (!is_leased) continue;
    struct timespec patience = {.tv_nsec = lease_look_ms * 1000000L};
    if (sigtimedwait(&child, NULL, &patience) == SIGCHLD || !lease_has_passed()) continue;
    char path[4160];
    snprintf(path, sizeof path, "%s/lease-passed", dir);
    write_file(path, "lease .\n");
    *lease_passed = 1;
    kill_all(job, cgroup);
  }
}

static _Noreturn void supervise(const struct request *request) {
  int nothing = open("/dev/null", O_RDWR | O_CLOEXEC);
  dup2(nothing, 0);
  dup2(nothing, 2);
  static const int not_ours[] = {SIGHUP, SIGINT, SIGTERM, SIGPIPE};
  for (size_t i = 0; i < sizeof not_ours / sizeof *not_ours; i++) {
    sigaction(not_ours[i], &(struct sigaction){.sa_handler = SIG_IGN}, NULL);
    ignored[ignored_count++] = not_ours[i];
  }
  /* Blocked, so that none is missed between a look and a wait. */
  sigset_t child;
  sigemptyset(&child);
  sigaddset(&child, SIGCHLD);
  sigprocmask(SIG_BLOCK, &child, NULL);
  sigaction(SIGCHLD, &(struct sigaction){.sa_handler = SIG_DFL}, NULL);
  snprintf(dir, sizeof dir, "%s/%s", attempts_dir, request->name);
  char line[768], cgroup_path[4160];
  const char *cgroup = cgroup_base[0] == '-' ? NULL : cgroup_path;
  snprintf(cgroup_path, sizeof cgroup_path, "%s/%s", cgroup_base, request->name);
  unsigned long long start = 0;
  int session;
  if (stat_of("self", &start, &session) != 0) _exit(1);
  record = claim();
  if (record < 0) _exit(0);
  int length = snprintf(line, sizeof line, "attempt %s %s .\nsupervisor %d %llu %s .\n", request->name, request->oom_kills,
                        getpid(), start, boot_id);
  if (write_all(record, line, length) != 0) _exit(1);
  int lease_passed = 0;
  pid_t job = start_command(request, cgroup);
  int status = job < 0 ? 126 << 8 : wait_for(job, cgroup, request->leased[0] == 'l', &lease_passed);
  long long now = hundredths_since_boot();
  /* What the command left behind in its cgroup ends with it. */
  kill_cgroup(cgroup);
  char signal[16] = "-";
  if (lease_passed) strcpy(signal, "lease");
  else if (WIFSIGNALED(status)) snprintf(signal, sizeof signal, "%d", WTERMSIG(status));
  int code = WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
  length = snprintf(line, sizeof line, "exited %d %s %lld.%02lld .\n", code, signal, now / 100, now % 100);
  int recorded = write_all(record, line, length);
  length = snprintf(line, sizeof line, "exited %s %d %s %lld.%02lld\n", request->name, code, signal, now / 100, now % 100);
  /* An agent that hears of it writes the end to its own journal, whose fsync many attempts share. With nobody listening,
     this record is all there is, and must survive a power cut. */
  if (write_all(1, line, length) != 0 && recorded == 0) fsync(record);
  _exit(0);
}

/* Points into the bytes; -1: they are no request. */
static int parse(char *bytes, size_t length, struct request *request) {
  char *at = bytes, *end = bytes + length;
  if (length == 0 || end[-1] != 0) return -1;
  const char **fields[] = {&request->name, &request->leased, &request->oom_kills, &request->cwd, &request->program};
  for (size_t i = 0; i < 5; i++) {
    if (at >= end) return -1;
    *fields[i] = at;
    at += strlen(at) + 1;
  }
  char ***lists[] = {&request->args, &request->env};
  for (size_t i = 0; i < 2; i++) {
    if (at >= end) return -1;
    size_t count = strtoul(at, NULL, 10);
    at += strlen(at) + 1;
    if (count > length) return -1;
    char **list = calloc(count + 1, sizeof *list);
    if (list == NULL) return -1;
    *lists[i] = list;
    for (size_t j = 0; j < count; j++) {
      if (at >= end) return -1;
      list[j] = at;
      at += strlen(at) + 1;
    }
  }
  return 0;
}

/* Reads exactly so much; -1: the agent has ended. */
static int read_all(char *bytes, size_t length) {
  while (length > 0) {
    ssize_t got = read(0, bytes, length);
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return -1;
    bytes += got, length -= got;
  }
  return 0;
}

int main(int argc, char **argv) {
  if (argc != 4) {
    fprintf(stderr, "usage: launcher ATTEMPTS-DIR CGROUP-BASE|- LEASE-FILE\n");
    return 2;
  }
  attempts_dir = argv[1], cgroup_base = argv[2], lease_file = argv[3];
  if (read_file("/proc/sys/kernel/random/boot_id", boot_id, sizeof boot_id) == 0) boot_id[strcspn(boot_id, "\n")] = 0;
  find_ignored_signals();
  /* The kernel buries supervisors that have ended. */
  sigaction(SIGCHLD, &(struct sigaction){.sa_handler = SIG_IGN, .sa_flags = SA_NOCLDWAIT}, NULL);
  static const char ready[] = "ready native\n";
  write_all(1, ready, sizeof ready - 1);
  size_t capacity = 0;
  char *bytes = NULL;
  for (unsigned char head[4]; read_all((char *)head, sizeof head) == 0;) {
    size_t length = head[0] | head[1] << 8 | head[2] << 16 | (size_t)head[3] << 24;
    if (length > request_bytes_max) return 3;
    if (length > capacity) {
      free(bytes);
      bytes = malloc(capacity = length);
      if (bytes == NULL) return 4;
    }
    if (read_all(bytes, length) != 0) break;
    /* Without room for another process the agent hears nothing, and takes the start back. */
    if (fork() != 0) continue;
    struct request request;
    if (parse(bytes, length, &request) != 0) _exit(1);
    supervise(&request);
  }
  return 0;
}
