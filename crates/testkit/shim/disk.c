/* For tests: stands between a program and its files (LD_PRELOAD), writes down every write, truncation
 * and sync under ONRECORD_DISK_UNDER in the order in which they happened, together with what the program
 * said on standard output, and fails the calls it is told to fail. The reader is src/crash/trace.rs.
 *
 *   ONRECORD_DISK_UNDER  folder whose files are watched
 *   ONRECORD_DISK_TRACE  file the trace is appended to (none: no trace)
 *   ONRECORD_DISK_FAIL   "N once" or "N ever": the Nth write, truncation or sync fails with EIO;
 *                        "N kill": the program is killed in its place
 *   ONRECORD_DISK_ROOM   bytes the watched files may grow by before ENOSPC (short writes first)
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

enum { NAME = 1, WRITE, TRUNCATE, SYNC, UNLINK, CREATE, FOLDER_SYNC, SAID, FAILED };
enum { MAX_FD = 4096, MAX_NAMES = 256, FOLDER = 0xffff };

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static char under[PATH_MAX];
static size_t under_len;
static int trace = -1;
static long fail_at = -1, n_calls = 0, room = -1;
static int fail_ever = 0, fail_kill = 0;
static int file_of[MAX_FD]; /* 0: not watched; else number of its name plus one */
static char *names[MAX_NAMES];
static int n_names = 0;

static ssize_t (*real_write)(int, const void *, size_t);
static ssize_t (*real_pwrite)(int, const void *, size_t, off_t);
static ssize_t (*real_writev)(int, const struct iovec *, int);
static int (*real_open)(const char *, int, ...);
static int (*real_openat)(int, const char *, int, ...);
static int (*real_close)(int);
static int (*real_ftruncate)(int, off_t);
static int (*real_fsync)(int);
static int (*real_fdatasync)(int);
static int (*real_unlink)(const char *);

__attribute__((constructor)) static void begin(void) {
    real_write = dlsym(RTLD_NEXT, "write");
    real_pwrite = dlsym(RTLD_NEXT, "pwrite64");
    real_writev = dlsym(RTLD_NEXT, "writev");
    real_open = dlsym(RTLD_NEXT, "open64");
    real_openat = dlsym(RTLD_NEXT, "openat64");
    real_close = dlsym(RTLD_NEXT, "close");
    real_ftruncate = dlsym(RTLD_NEXT, "ftruncate64");
    real_fsync = dlsym(RTLD_NEXT, "fsync");
    real_fdatasync = dlsym(RTLD_NEXT, "fdatasync");
    real_unlink = dlsym(RTLD_NEXT, "unlink");
    const char *folder = getenv("ONRECORD_DISK_UNDER");
    if (folder && realpath(folder, under)) under_len = strlen(under);
    const char *path = getenv("ONRECORD_DISK_TRACE");
    if (path) trace = real_open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    const char *fail = getenv("ONRECORD_DISK_FAIL");
    if (fail) {
        char mode[16] = "";
        if (sscanf(fail, "%ld %15s", &fail_at, mode) == 2) {
            fail_ever = strcmp(mode, "ever") == 0;
            fail_kill = strcmp(mode, "kill") == 0;
        }
    }
    const char *bytes = getenv("ONRECORD_DISK_ROOM");
    if (bytes) room = atol(bytes);
}

static void record(uint8_t kind, int file, uint64_t at, const void *bytes, size_t n_bytes) {
    if (trace < 0) return;
    uint8_t head[15];
    uint16_t number = (uint16_t)file;
    uint32_t length = (uint32_t)n_bytes;
    head[0] = kind;
    memcpy(head + 1, &number, 2);
    memcpy(head + 3, &at, 8);
    memcpy(head + 11, &length, 4);
    struct iovec parts[2] = {{head, sizeof head}, {(void *)bytes, n_bytes}};
    if (real_writev(trace, parts, n_bytes ? 2 : 1) != (ssize_t)(sizeof head + n_bytes)) abort();
}

/* The part of a path below the watched folder; "" for the folder itself; NULL for others. */
static const char *below(const char *path, char *whole) {
    if (!under_len || !path) return NULL;
    if (!realpath(path, whole)) {
        char copy[PATH_MAX];
        if (strlen(path) >= sizeof copy) return NULL;
        strcpy(copy, path);
        char *slash = strrchr(copy, '/');
        const char *last = slash ? slash + 1 : copy;
        if (slash) *slash = 0;
        char folder[PATH_MAX];
        if (!realpath(slash ? (*copy ? copy : "/") : ".", folder)) return NULL;
        if (strlen(folder) + strlen(last) + 2 > PATH_MAX) return NULL;
        sprintf(whole, "%s/%s", folder, last);
    }
    if (strncmp(whole, under, under_len) != 0) return NULL;
    if (!whole[under_len]) return whole + under_len;
    return whole[under_len] == '/' ? whole + under_len + 1 : NULL;
}

static int number_of(const char *name) {
    if (!*name) return FOLDER;
    for (int i = 0; i < n_names; i++)
        if (strcmp(names[i], name) == 0) return i;
    if (n_names == MAX_NAMES) abort();
    names[n_names] = strdup(name);
    record(NAME, n_names, 0, name, strlen(name));
    return n_names++;
}

static int watched(int fd) { return fd >= 0 && fd < MAX_FD ? file_of[fd] - 1 : -1; }

/* Whether this call is one that fails; said in the trace. */
static int fails(int file, uint8_t kind) {
    n_calls++;
    if (fail_at < 0 || n_calls < fail_at || (n_calls > fail_at && !fail_ever)) return 0;
    record(FAILED, file, (uint64_t)n_calls, &kind, 1);
    if (fail_kill) kill(getpid(), SIGKILL);
    errno = EIO;
    return 1;
}

static void opened(int fd, const char *path, int flags, int was_there) {
    char whole[PATH_MAX];
    const char *name = below(path, whole);
    if (fd < 0 || fd >= MAX_FD || !name) return;
    int file = number_of(name);
    file_of[fd] = file + 1;
    if (file == FOLDER) return;
    if (!was_there) record(CREATE, file, 0, NULL, 0);
    else if (flags & O_TRUNC) record(TRUNCATE, file, 0, NULL, 0);
}

static int open_any(int at, const char *path, int flags, mode_t mode) {
    pthread_mutex_lock(&lock);
    int was_there = faccessat(at, path, F_OK, 0) == 0;
    int fd = at == AT_FDCWD ? real_open(path, flags, mode) : real_openat(at, path, flags, mode);
    int kept = errno;
    if (at == AT_FDCWD || *path == '/') opened(fd, path, flags, was_there);
    pthread_mutex_unlock(&lock);
    errno = kept;
    return fd;
}

#define MODE_OF(flags, mode)                                  \
    mode_t mode = 0;                                          \
    if ((flags) & (O_CREAT | O_TMPFILE)) {                    \
        va_list rest;                                         \
        va_start(rest, flags);                                \
        mode = va_arg(rest, mode_t);                          \
        va_end(rest);                                         \
    }

int open(const char *path, int flags, ...) { MODE_OF(flags, mode) return open_any(AT_FDCWD, path, flags, mode); }
int open64(const char *path, int flags, ...) { MODE_OF(flags, mode) return open_any(AT_FDCWD, path, flags, mode); }
int openat(int at, const char *path, int flags, ...) { MODE_OF(flags, mode) return open_any(at, path, flags, mode); }
int openat64(int at, const char *path, int flags, ...) { MODE_OF(flags, mode) return open_any(at, path, flags, mode); }

int close(int fd) {
    pthread_mutex_lock(&lock);
    if (fd >= 0 && fd < MAX_FD) file_of[fd] = 0;
    int answer = real_close(fd);
    pthread_mutex_unlock(&lock);
    return answer;
}

static ssize_t write_at(int fd, int file, const void *bytes, size_t n_bytes, off_t at, int moves) {
    if (fails(file, WRITE)) return -1;
    struct stat status;
    if (fstat(fd, &status) != 0) return -1;
    long grows = (long)(at + (off_t)n_bytes - status.st_size);
    if (room >= 0 && grows > 0) {
        if (grows > room) {
            size_t fits = n_bytes > (size_t)(grows - room) ? n_bytes - (size_t)(grows - room) : 0;
            if (fits == 0) {
                uint8_t kind = WRITE;
                record(FAILED, file, (uint64_t)n_calls, &kind, 1);
                errno = ENOSPC;
                return -1;
            }
            n_bytes = fits;
            grows = room;
        }
        room -= grows;
    }
    ssize_t n = moves ? real_write(fd, bytes, n_bytes) : real_pwrite(fd, bytes, n_bytes, at);
    if (n > 0) record(WRITE, file, (uint64_t)at, bytes, (size_t)n);
    return n;
}

ssize_t write(int fd, const void *bytes, size_t n_bytes) {
    int file = watched(fd);
    if (file < 0 && fd != STDOUT_FILENO) return real_write(fd, bytes, n_bytes);
    pthread_mutex_lock(&lock);
    ssize_t n;
    if (file < 0) {
        n = real_write(fd, bytes, n_bytes);
        if (n > 0) record(SAID, 0, 0, bytes, (size_t)n);
    } else {
        struct stat status;
        int appends = fcntl(fd, F_GETFL) & O_APPEND;
        off_t at = appends && fstat(fd, &status) == 0 ? status.st_size : lseek(fd, 0, SEEK_CUR);
        n = write_at(fd, file, bytes, n_bytes, at, 1);
    }
    int kept = errno;
    pthread_mutex_unlock(&lock);
    errno = kept;
    return n;
}

ssize_t pwrite64(int fd, const void *bytes, size_t n_bytes, off64_t at) {
    int file = watched(fd);
    if (file < 0) return real_pwrite(fd, bytes, n_bytes, at);
    pthread_mutex_lock(&lock);
    ssize_t n = write_at(fd, file, bytes, n_bytes, at, 0);
    int kept = errno;
    pthread_mutex_unlock(&lock);
    errno = kept;
    return n;
}
ssize_t pwrite(int fd, const void *bytes, size_t n_bytes, off_t at) { return pwrite64(fd, bytes, n_bytes, at); }

/* One part at a time, so that each is written down. */
ssize_t writev(int fd, const struct iovec *parts, int n_parts) {
    if (watched(fd) < 0 && fd != STDOUT_FILENO) return real_writev(fd, parts, n_parts);
    for (int i = 0; i < n_parts; i++)
        if (parts[i].iov_len) return write(fd, parts[i].iov_base, parts[i].iov_len);
    return 0;
}

int ftruncate64(int fd, off64_t size) {
    int file = watched(fd);
    if (file < 0) return real_ftruncate(fd, size);
    pthread_mutex_lock(&lock);
    struct stat status;
    int answer = -1;
    if (!fails(file, TRUNCATE)) {
        if (room >= 0 && fstat(fd, &status) == 0 && size < status.st_size) room += (long)(status.st_size - size);
        answer = real_ftruncate(fd, size);
        if (answer == 0) record(TRUNCATE, file, (uint64_t)size, NULL, 0);
    }
    int kept = errno;
    pthread_mutex_unlock(&lock);
    errno = kept;
    return answer;
}
int ftruncate(int fd, off_t size) { return ftruncate64(fd, size); }

static int sync_any(int fd, int (*real)(int)) {
    int file = watched(fd);
    if (file < 0) return real(fd);
    pthread_mutex_lock(&lock);
    int answer = -1;
    if (!fails(file, SYNC)) {
        answer = real(fd);
        if (answer == 0) record(file == FOLDER ? FOLDER_SYNC : SYNC, file, 0, NULL, 0);
    }
    int kept = errno;
    pthread_mutex_unlock(&lock);
    errno = kept;
    return answer;
}
int fsync(int fd) { return sync_any(fd, real_fsync); }
int fdatasync(int fd) { return sync_any(fd, real_fdatasync); }

int unlink(const char *path) {
    char whole[PATH_MAX];
    pthread_mutex_lock(&lock);
    const char *name = below(path, whole);
    int answer = real_unlink(path);
    int kept = errno;
    if (answer == 0 && name && *name) record(UNLINK, number_of(name), 0, NULL, 0);
    pthread_mutex_unlock(&lock);
    errno = kept;
    return answer;
}
