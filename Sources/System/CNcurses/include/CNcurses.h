// The one door to ncurses. Swift sees these few functions and none of ncurses' globals and macros, which Swift 6
// refuses as shared mutable state. All of them belong to the main thread, except nc_wake.

#ifndef TESSERA_CNCURSES_H
#define TESSERA_CNCURSES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* ---- opening and closing: screen.c ---- */

/// Chooses a character set that can carry the block glyphs, C.UTF-8 where the environment's own cannot.
/// False when the C library has none: then only ASCII may be drawn.
bool nc_choose_utf8(void);
/// Opens the screen on stdin and stdout as `term`, or as $TERM when it is NULL. False when the entry is unknown.
bool nc_open(const char *term);
/// Gives the terminal back as it was; harmless when nothing is open.
void nc_close(void);
/// Stops the process group as the shell's ^Z would, and takes the screen again after `fg`.
void nc_suspend(void);
void nc_set_mouse(bool on);
void nc_bell(void);

int nc_width(void);
int nc_height(void);
/// Takes the window's size over from the kernel; true when it has changed.
bool nc_take_size(void);

/* ---- drawing: screen.c ---- */

int nc_colors(void);
/// Pairs that may be defined, the 0th included.
int nc_pairs(void);
/// Gives `pair` its colours; -1 is the terminal's own.
bool nc_define_pair(int pair, int foreground, int background);
/// Forgets every pair; the next flush paints the whole screen.
void nc_forget_pairs(void);

enum { NC_BOLD = 1, NC_DIM = 2, NC_UNDERLINE = 4, NC_REVERSE = 8 };
/// Puts a character with the marks over it, `count` scalars, at most five.
void nc_put(int y, int x, const uint32_t *scalars, int count, int attributes, int pair);
/// Sends what has changed. `together` asks the terminal to show it at once (mode 2026).
void nc_flush(bool together);
/// Sends a frame that was put into escapes already, past ncurses; it must leave attributes and colours as they were.
void nc_send(const uint8_t *bytes, size_t count, bool together);
/// The next flush paints everything, whatever the terminal shows now.
void nc_repaint(void);

/* ---- input: input.c ---- */

enum { NC_NOTHING = 0, NC_SCALAR, NC_KEY };
enum {
    NC_UNKNOWN_KEY = 0, NC_UP, NC_DOWN, NC_LEFT, NC_RIGHT, NC_HOME, NC_END, NC_PAGE_UP, NC_PAGE_DOWN, NC_INSERT,
    NC_DELETE, NC_BACKSPACE, NC_ENTER, NC_BACKTAB, NC_MOUSE, NC_PASTE_BEGIN, NC_PASTE_END, NC_F1 = 101
};
/// One key or scalar that has arrived, waiting at most `milliseconds` for it; returns the kind, and what in `value`.
int nc_read(int milliseconds, uint32_t *value);
/// Tells ncurses which sequences are the mouse and the paste brackets; after nc_open.
void nc_prepare_input(void);

enum { NC_READY_INPUT = 1, NC_READY_WAKE = 2, NC_READY_GONE = 4 };
/// Sleeps until there is input, a wake, or the time is over (negative: for ever). The wake is taken.
int nc_wait(int milliseconds);

/* ---- waking and signals: signals.c ---- */

/// Ends the next or the current nc_wait. From any thread or signal handler.
void nc_wake(void);
/// SIGWINCH wakes; SIGINT, SIGTERM and SIGHUP are kept for nc_end_signal and wake; a second one, and every crash,
/// restores the terminal, prints the tail of the captured stderr and takes the signal's default.
void nc_catch_signals(void);
/// Puts the signal actions back that nc_catch_signals replaced.
/// is_ending: whether the process saves its work and leaves, because of a signal or because the terminal is gone. SIGTERM and SIGHUP, which
/// often come more than once then, are ignored from now on.
void nc_release_signals(int is_ending);
/// The signal that asked us to leave, 0 if none.
int nc_end_signal(void);
/// Dies of `signal` as if it had never been caught.
void nc_die_of(int signal);

/* ---- what others print while the screen is up: capture.c ---- */

/// Sends stderr to the file at `path`, or to memory when the file cannot be had.
void nc_capture_stderr(const char *path);
void nc_release_stderr(void);

#endif
