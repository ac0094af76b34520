/*
 * Bad luck for one process, by LD_PRELOAD: dies around a chosen fsync, has its fsyncs fail, lives on a wall clock that is
 * set, and has its writes recorded, so that a power cut can be played afterwards.
 *
 * Only the lab loads this. What is to happen stands in a small file (LAB_CONTROL) that the lab changes while the process
 * runs; LAB_RECORD names the file for the recorded writes to files below LAB_RECORD_DIR and to sockets. The process itself
 * is the product as it is shipped.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

/* As lab/control.ts writes it. */
struct control {
  int32_t syncs_until_death; /* 0: none; 1: the next one */
  int32_t die_after_sync;    /* 0: before it reaches the disk; 1: after, with nobody told */
  int32_t syncs_fail;        /* of the next syncs, how many fail with EIO */
  int32_t reserved;
  int64_t wall_offset_ns;
};

static struct control *control;
static int record = -1;
static char record_dir[512];
static pthread_mutex_t recording = PTHREAD_MUTEX_INITIALIZER;

#define REAL(name) ((__typeof__(&name))real(#name))
static void *real(const char *name) { return dlsym(RTLD_NEXT, name); }

__attribute__((constructor)) static void begin(void) {
  const char *path = getenv("LAB_CONTROL");
  int file = path ? open(path, O_RDWR | O_CLOEXEC) : -1;
  if (file >= 0) {
    void *page = mmap(NULL, sizeof(struct control), PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
    if (page != MAP_FAILED) control = page;
    close(file);
  }
  const char *log = getenv("LAB_RECORD"), *dir = getenv("LAB_RECORD_DIR");
  if (log && dir && strlen(dir) < sizeof record_dir) {
    strcpy(record_dir, dir);
    record = open(log, O_CREAT | O_APPEND | O_WRONLY | O_CLOEXEC, 0600);
  }
  /* Of this process only: what it starts is left alone. */
  unsetenv("LD_PRELOAD");
}

/* One recorded operation: kind, length of the path, offset, length, path, data. */
static void emit(char kind, const char *path, int64_t offset, int64_t length, const struct iovec *pieces, int count) {
  char header[19 + 1024];
  uint16_t path_length = (uint16_t)strlen(path);
  header[0] = kind;
  memcpy(header + 1, &path_length, 2);
  memcpy(header + 3, &offset, 8);
  memcpy(header + 11, &length, 8);
  memcpy(header + 19, path, path_length);
  __typeof__(&write) put = REAL(write);
  pthread_mutex_lock(&recording);
  ssize_t done = put(record, header, 19 + path_length);
  int64_t left = pieces ? length : 0;
  for (int i = 0; done >= 0 && i < count && left > 0; i++) {
    size_t size = pieces[i].iov_len < (size_t)left ? pieces[i].iov_len : (size_t)left;
    done = put(record, pieces[i].iov_base, size);
    left -= (int64_t)size;
  }
  pthread_mutex_unlock(&recording);
}

/* 'f': a file below the directory, its name in `path`; 's': a socket; 0: nothing to record. */
static char kind_of(int fd, char path[1024]) {
  if (record < 0 || fd == record) return 0;
  char link[64];
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  ssize_t length = readlink(link, path, 1000);
  if (length <= 0) return 0;
  path[length] = 0;
  if (strncmp(path, "socket:", 7) == 0) return 's';
  return strncmp(path, record_dir, strlen(record_dir)) == 0 ? 'f' : 0;
}

static int64_t place_of(int fd) {
  return lseek64(fd, 0, (fcntl(fd, F_GETFL) & O_APPEND) ? SEEK_END : SEEK_CUR);
}

static void wrote(char kind, const char *path, int64_t offset, ssize_t length, const struct iovec *pieces, int count) {
  if (length > 0) emit(kind == 's' ? 'N' : 'W', path, offset, length, pieces, count);
}

ssize_t write(int fd, const void *data, size_t size) {
  char path[1024];
  char kind = kind_of(fd, path);
  int64_t offset = kind == 'f' ? place_of(fd) : 0;
  struct iovec piece = {(void *)data, size};
  /* What is said is recorded before it is said: whoever hears it may not be earlier than its record. */
  if (kind == 's') wrote(kind, path, 0, (ssize_t)size, &piece, 1);
  ssize_t length = REAL(write)(fd, data, size);
  if (kind == 'f') wrote(kind, path, offset, length, &piece, 1);
  return length;
}

ssize_t writev(int fd, const struct iovec *pieces, int count) {
  char path[1024];
  char kind = kind_of(fd, path);
  int64_t offset = kind == 'f' ? place_of(fd) : 0;
  if (kind == 's') {
    ssize_t size = 0;
    for (int i = 0; i < count; i++) size += (ssize_t)pieces[i].iov_len;
    wrote(kind, path, 0, size, pieces, count);
  }
  ssize_t length = REAL(writev)(fd, pieces, count);
  if (kind == 'f') wrote(kind, path, offset, length, pieces, count);
  return length;
}

ssize_t pwrite64(int fd, const void *data, size_t size, off64_t offset) {
  char path[1024];
  char kind = kind_of(fd, path);
  struct iovec piece = {(void *)data, size};
  ssize_t length = REAL(pwrite64)(fd, data, size, offset);
  if (kind) wrote(kind, path, offset, length, &piece, 1);
  return length;
}
ssize_t pwrite(int fd, const void *data, size_t size, off_t offset) { return pwrite64(fd, data, size, offset); }

ssize_t pwritev64(int fd, const struct iovec *pieces, int count, off64_t offset) {
  char path[1024];
  char kind = kind_of(fd, path);
  ssize_t length = REAL(pwritev64)(fd, pieces, count, offset);
  if (kind) wrote(kind, path, offset, length, pieces, count);
  return length;
}
ssize_t pwritev(int fd, const struct iovec *pieces, int count, off_t offset) {
  return pwritev64(fd, pieces, count, offset);
}

/* libuv makes some calls by their number. */
#include <sys/syscall.h>
long syscall(long number, ...) {
  va_list list;
  va_start(list, number);
  long a = va_arg(list, long), b = va_arg(list, long), c = va_arg(list, long);
  long d = va_arg(list, long), e = va_arg(list, long), f = va_arg(list, long);
  va_end(list);
  if (number == SYS_pwritev) return pwritev64((int)a, (const struct iovec *)b, (int)c, (off64_t)d);
  return REAL(syscall)(number, a, b, c, d, e, f);
}

static int sync_by(__typeof__(&fsync) really, int fd) {
  char path[1024];
  if (control && control->syncs_until_death > 0 && --control->syncs_until_death == 0) {
    if (control->die_after_sync) really(fd);
    kill(getpid(), SIGKILL);
  }
  if (control && control->syncs_fail > 0) {
    control->syncs_fail--;
    errno = EIO;
    return -1;
  }
  int result = really(fd);
  if (result == 0 && kind_of(fd, path) == 'f') emit('S', path, 0, 0, NULL, 0);
  return result;
}
int fsync(int fd) { return sync_by(REAL(fsync), fd); }
int fdatasync(int fd) { return sync_by(REAL(fdatasync), fd); }

int ftruncate64(int fd, off64_t length) {
  char path[1024];
  int result = REAL(ftruncate64)(fd, length);
  if (result == 0 && kind_of(fd, path) == 'f') emit('T', path, 0, length, NULL, 0);
  return result;
}
int ftruncate(int fd, off_t length) { return ftruncate64(fd, length); }

/* A new name below the directory: a file that was not there, or a folder. */
static void made(char kind, const char *path) {
  size_t length = strlen(record_dir);
  if (record >= 0 && strncmp(path, record_dir, length) == 0 && path[length] == '/') emit(kind, path, 0, 0, NULL, 0);
}

static int open_by(__typeof__(&open64) really, const char *path, int flags, mode_t mode) {
  int is_new = (flags & O_CREAT) && access(path, F_OK) != 0;
  int fd = really(path, flags, mode);
  if (fd >= 0 && is_new) made('C', path);
  return fd;
}
int open64(const char *path, int flags, ...) {
  va_list list;
  va_start(list, flags);
  mode_t mode = flags & O_CREAT ? va_arg(list, mode_t) : 0;
  va_end(list);
  return open_by(REAL(open64), path, flags, mode);
}
int open(const char *path, int flags, ...) {
  va_list list;
  va_start(list, flags);
  mode_t mode = flags & O_CREAT ? va_arg(list, mode_t) : 0;
  va_end(list);
  return open_by(REAL(open), path, flags, mode);
}

int mkdir(const char *path, mode_t mode) {
  int result = REAL(mkdir)(path, mode);
  if (result == 0) made('D', path);
  return result;
}

int unlink(const char *path) {
  int result = REAL(unlink)(path);
  if (result == 0 && record >= 0 && strncmp(path, record_dir, strlen(record_dir)) == 0) emit('U', path, 0, 0, NULL, 0);
  return result;
}

int rename(const char *from, const char *to) {
  int result = REAL(rename)(from, to);
  if (result == 0 && record >= 0 && strncmp(from, record_dir, strlen(record_dir)) == 0) {
    struct iovec piece = {(void *)to, strlen(to)};
    emit('R', from, 0, (int64_t)strlen(to), &piece, 1);
  }
  return result;
}

int clock_gettime(clockid_t clock, struct timespec *time) {
  int result = REAL(clock_gettime)(clock, time);
  if (result == 0 && control && (clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE)) {
    int64_t ns = (int64_t)time->tv_sec * 1000000000 + time->tv_nsec + control->wall_offset_ns;
    time->tv_sec = ns / 1000000000;
    time->tv_nsec = ns % 1000000000;
  }
  return result;
}

int gettimeofday(struct timeval *restrict time, void *restrict zone) {
  int result = REAL(gettimeofday)(time, zone);
  if (result == 0 && control) {
    int64_t us = (int64_t)time->tv_sec * 1000000 + time->tv_usec + control->wall_offset_ns / 1000;
    time->tv_sec = us / 1000000;
    time->tv_usec = us % 1000000;
  }
  return result;
}
