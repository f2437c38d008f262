/* Stands between the program and the system (LD_PRELOAD) whenever a file is to reach the disk.
 *
 * OOT_DISK   a folder: after each sync, a copy of the file as it is then. What a folder holds is
 *            what a disk holds after the power failed: nothing that was not synced. Removing a file
 *            counts at once.
 * OOT_LIES   syncs of files whose names end so are answered with success, but do nothing.
 * OOT_BROKEN a file: while it is there, every sync fails with EIO.
 * OOT_FULL   a file: while it is there, nothing can be written to a database (ENOSPC).
 * OOT_SLOW   every sync takes so many milliseconds longer.
 * OOT_CLOCK  a file: the seconds that it names, every clock is ahead.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

static int ends_with(const char *text, const char *end) {
    size_t length = strlen(text), tail = strlen(end);
    return length >= tail && strcmp(text + length - tail, end) == 0;
}

/* Commits and checkpoints sync the same log from two threads. */
static pthread_mutex_t keeping = PTHREAD_MUTEX_INITIALIZER;

static void keep(const char *folder, const char *path) {
    char part[PATH_MAX], final[PATH_MAX], buffer[65536];
    const char *name = strrchr(path, '/') + 1;
    snprintf(part, sizeof part, "%s/%s.part", folder, name);
    snprintf(final, sizeof final, "%s/%s", folder, name);
    int from = open(path, O_RDONLY);
    if (from < 0) return;
    int to = open(part, O_WRONLY | O_CREAT | O_TRUNC, 0600);
    ssize_t length;
    while ((length = read(from, buffer, sizeof buffer)) > 0)
        if (write(to, buffer, (size_t)length) != length) abort();
    close(from);
    close(to);
    rename(part, final);
}

static int reach(const char *call, int file) {
    const char *folder = getenv("OOT_DISK"), *lies = getenv("OOT_LIES");
    const char *broken = getenv("OOT_BROKEN");
    char link[64], path[PATH_MAX];
    snprintf(link, sizeof link, "/proc/self/fd/%d", file);
    ssize_t length = readlink(link, path, sizeof path - 1);
    if (length > 0) {
        path[length] = 0;
        if (broken && access(broken, F_OK) == 0) {
            errno = EIO;
            return -1;
        }
        if (lies && ends_with(path, lies)) return 0;
        if (folder && strstr(path, ".sqlite")) {
            pthread_mutex_lock(&keeping);
            keep(folder, path);
            pthread_mutex_unlock(&keeping);
        }
    }
    const char *slow = getenv("OOT_SLOW");
    if (slow) usleep((useconds_t)atoi(slow) * 1000);
    int (*real)(int) = (int (*)(int))dlsym(RTLD_NEXT, call);
    return real(file);
}

static int is_full(int file) {
    const char *full = getenv("OOT_FULL");
    char link[64], path[PATH_MAX];
    if (!full || access(full, F_OK) != 0) return 0;
    snprintf(link, sizeof link, "/proc/self/fd/%d", file);
    ssize_t length = readlink(link, path, sizeof path - 1);
    if (length <= 0) return 0;
    path[length] = 0;
    if (!strstr(path, ".sqlite")) return 0;
    errno = ENOSPC;
    return 1;
}

ssize_t write(int file, const void *bytes, size_t length) {
    ssize_t (*real)(int, const void *, size_t) =
        (ssize_t (*)(int, const void *, size_t))dlsym(RTLD_NEXT, "write");
    return is_full(file) ? -1 : real(file, bytes, length);
}

ssize_t pwrite(int file, const void *bytes, size_t length, off_t at) {
    ssize_t (*real)(int, const void *, size_t, off_t) =
        (ssize_t (*)(int, const void *, size_t, off_t))dlsym(RTLD_NEXT, "pwrite");
    return is_full(file) ? -1 : real(file, bytes, length, at);
}

ssize_t pwrite64(int file, const void *bytes, size_t length, off64_t at) {
    ssize_t (*real)(int, const void *, size_t, off64_t) =
        (ssize_t (*)(int, const void *, size_t, off64_t))dlsym(RTLD_NEXT, "pwrite64");
    return is_full(file) ? -1 : real(file, bytes, length, at);
}

int unlink(const char *path) {
    int (*real)(const char *) = (int (*)(const char *))dlsym(RTLD_NEXT, "unlink");
    const char *folder = getenv("OOT_DISK"), *name = strrchr(path, '/');
    if (folder && name && strstr(name, ".sqlite")) {
        char copy[PATH_MAX];
        snprintf(copy, sizeof copy, "%s/%s", folder, name + 1);
        real(copy);
    }
    return real(path);
}

int fsync(int file) { return reach("fsync", file); }
int fdatasync(int file) { return reach("fdatasync", file); }

int clock_gettime(clockid_t clock, struct timespec *time) {
    static int (*real)(clockid_t, struct timespec *);
    if (!real) real = (int (*)(clockid_t, struct timespec *))dlsym(RTLD_NEXT, "clock_gettime");
    int done = real(clock, time);
    const char *ahead = getenv("OOT_CLOCK");
    int file = ahead && done == 0 ? open(ahead, O_RDONLY) : -1;
    if (file >= 0) {
        char seconds[32] = {0};
        if (read(file, seconds, sizeof seconds - 1) > 0) time->tv_sec += atol(seconds);
        close(file);
    }
    return done;
}
