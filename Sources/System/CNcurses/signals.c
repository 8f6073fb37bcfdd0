// Waking the interface from anywhere, and leaving the terminal whole however the program ends.

#define _GNU_SOURCE
#include <signal.h>
#include <stdint.h>
#include <string.h>
#include <sys/eventfd.h>
#include <time.h>
#include <unistd.h>
#include "CNcurses.h"
#include "state.h"

static int wake_file = -1;
static volatile sig_atomic_t end_signal = 0;

int nc_make_wake(void) {
    if (wake_file < 0) wake_file = eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC);
    return wake_file;
}

void nc_wake(void) {
    uint64_t one = 1;
    if (wake_file >= 0) (void)!write(wake_file, &one, sizeof one);
}

void nc_take_wake(void) {
    uint64_t count;
    (void)!read(wake_file, &count, sizeof count);
}

// The signal may land on any thread; the poll on the main thread wakes through the eventfd all the same.
static void on_resize(int signal) { (void)signal; nc_wake(); }

static void on_crash(int signal) {
    nc_restore_in_handler();
    nc_print_tail_in_handler();
    nc_die_of(signal);
}

// A terminal that closes and the shell in it both send an end: what follows the first signal must not cut off the saving that it began.
// A key of the user, or a signal after this many seconds, ends at once.
enum { GRACE_PERIOD = 5 };
static struct timespec ended_at;

static void on_end(int signal) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    if (!end_signal) {
        ended_at = now;
        end_signal = signal;
        nc_wake();
    } else if (signal == SIGINT || now.tv_sec - ended_at.tv_sec >= GRACE_PERIOD) {
        on_crash(signal);
    }
}

static const struct { int signal; void (*handler)(int); } caught[] = {
    { SIGWINCH, on_resize }, { SIGPIPE, SIG_IGN },
    { SIGINT, on_end }, { SIGTERM, on_end }, { SIGHUP, on_end },
    { SIGSEGV, on_crash }, { SIGBUS, on_crash }, { SIGILL, on_crash }, { SIGTRAP, on_crash }, { SIGABRT, on_crash },
    { SIGFPE, on_crash }, { SIGQUIT, on_crash },
};
enum { CAUGHT = sizeof caught / sizeof *caught };
static struct sigaction replaced[CAUGHT];
static int is_catching = 0;

void nc_catch_signals(void) {
    // A stack overflow leaves no stack to handle it on.
    static char spare_stack[64 * 1024];
    stack_t spare = { .ss_sp = spare_stack, .ss_size = sizeof spare_stack };
    sigaltstack(&spare, NULL);

    nc_make_wake();
    end_signal = 0;
    sigset_t wanted;
    sigemptyset(&wanted);
    for (int i = 0; i < CAUGHT; i++) {
        sigaddset(&wanted, caught[i].signal);
        struct sigaction action;
        memset(&action, 0, sizeof action);
        action.sa_handler = caught[i].handler;
        action.sa_flags = SA_ONSTACK | (caught[i].handler == on_crash ? SA_RESETHAND | SA_NODEFER : SA_RESTART);
        sigaction(caught[i].signal, &action, &replaced[i]);
    }
    // A parent may have started us with signals blocked; the window would then never change its size.
    pthread_sigmask(SIG_UNBLOCK, &wanted, NULL);
    is_catching = 1;
}

void nc_release_signals(int is_ending) {
    if (!is_catching) return;
    is_catching = 0;
    for (int i = 0; i < CAUGHT; i++) {
        int repeats = caught[i].signal == SIGTERM || caught[i].signal == SIGHUP;
        if (is_ending && repeats) replaced[i].sa_handler = SIG_IGN;
        sigaction(caught[i].signal, &replaced[i], NULL);
    }
}

int nc_end_signal(void) { return end_signal; }

void nc_die_of(int number) {
    struct sigaction standard = { .sa_handler = SIG_DFL };
    sigaction(number, &standard, NULL);
    sigset_t only;
    sigemptyset(&only);
    sigaddset(&only, number);
    pthread_sigmask(SIG_UNBLOCK, &only, NULL);
    raise(number);
}
