// stderr while the screen is up: kept from scribbling over it, and shown afterwards when the program crashed.

#define _GNU_SOURCE
#include <fcntl.h>
#include <stdio.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <unistd.h>
#include "CNcurses.h"
#include "state.h"

static int log_file = -1, saved_stderr = -1;

void nc_capture_stderr(const char *path) {
    if (log_file >= 0) return;
    log_file = open(path, O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    // The lock keeps a second studio from emptying the log of the first.
    if (log_file >= 0 && flock(log_file, LOCK_EX | LOCK_NB) != 0) { close(log_file); log_file = -1; }
    if (log_file >= 0 && ftruncate(log_file, 0) != 0) { close(log_file); log_file = -1; }
    if (log_file < 0) log_file = memfd_create("stderr", MFD_CLOEXEC);
    if (log_file < 0) return;
    fflush(stderr);
    saved_stderr = fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, 3);
    dup2(log_file, STDERR_FILENO);
}

void nc_release_stderr(void) {
    if (log_file < 0) return;
    fflush(stderr);
    if (saved_stderr >= 0) { dup2(saved_stderr, STDERR_FILENO); close(saved_stderr); }
    close(log_file);
    log_file = saved_stderr = -1;
}

void nc_print_tail_in_handler(void) {
    static char tail[4096];
    if (log_file < 0 || saved_stderr < 0) return;
    off_t size = lseek(log_file, 0, SEEK_END);
    off_t start = size > (off_t)sizeof tail ? size - (off_t)sizeof tail : 0;
    ssize_t count = pread(log_file, tail, sizeof tail, start);
    // A name in the message must not command the terminal: C0, DEL, and C1 in UTF-8.
    for (ssize_t i = 0; i < count; i++) {
        unsigned char byte = (unsigned char)tail[i], next = i + 1 < count ? (unsigned char)tail[i + 1] : 0;
        if ((byte < 0x20 && byte != '\n' && byte != '\t') || byte == 0x7F) tail[i] = '?';
        if (byte == 0xC2 && next >= 0x80 && next < 0xA0) tail[i] = tail[i + 1] = '?';
    }
    if (count > 0) nc_write_all(saved_stderr, tail, (size_t)count);
}
