// The screen: opening, closing, colours, cells.

#define _GNU_SOURCE
#define NCURSES_WIDECHAR 1
#define NCURSES_NOMACROS 1
#include <errno.h>
#include <langinfo.h>
#include <locale.h>
#include <ncurses.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>
#include "CNcurses.h"
#include "state.h"

volatile sig_atomic_t nc_screen_is_up = 0;

static struct termios saved_line;
static SCREEN *screen = NULL;
static bool mouse_is_on = false;

#define MOUSE_ON  "\033[?1002h\033[?1006h"
#define MOUSE_OFF "\033[?1006l\033[?1002l"
#define PASTE_ON  "\033[?2004h"
#define PASTE_OFF "\033[?2004l"
#define SEND(literal) nc_write_all(STDOUT_FILENO, literal, sizeof literal - 1)

void nc_write_all(int file, const char *bytes, size_t count) {
    while (count > 0) {
        ssize_t written = write(file, bytes, count);
        if (written > 0) { bytes += written; count -= (size_t)written; continue; }
        if (written < 0 && errno == EINTR) continue;
        if (written < 0 && errno == EAGAIN) {
            struct pollfd ready = { file, POLLOUT, 0 };
            if (poll(&ready, 1, 1000) > 0 && !(ready.revents & (POLLHUP | POLLERR))) continue;
        }
        return;
    }
}

bool nc_choose_utf8(void) {
    // Only the character type: a decimal comma from LC_NUMERIC would reach every C library we call.
    if (setlocale(LC_CTYPE, "") && strcmp(nl_langinfo(CODESET), "UTF-8") == 0) return true;
    return setlocale(LC_CTYPE, "C.UTF-8") != NULL;
}

bool nc_open(const char *term) {
    static bool closes_at_exit = false;
    tcgetattr(STDIN_FILENO, &saved_line);
    screen = newterm((char *)term, stdout, stdin);
    if (!screen) return false;
    start_color();
    use_default_colors();
    raw();
    noecho();
    nonl();
    curs_set(0);
    set_escdelay(25);
    nc_prepare_input();
    erase();
    nc_screen_is_up = 1;
    if (!closes_at_exit) { atexit(nc_close); closes_at_exit = true; }
    refresh();
    SEND(PASTE_ON);
    return true;
}

void nc_close(void) {
    if (!nc_screen_is_up) return;
    SEND(MOUSE_OFF PASTE_OFF);
    const char *leave = tigetstr("rmcup");
    if (!leave || leave == (char *)-1) {
        // Without a second screen to leave, the shell would write over the last frame.
        erase();
        refresh();
    }
    endwin();
    nc_screen_is_up = 0;
    mouse_is_on = false;
    delscreen(screen);
    screen = NULL;
}

void nc_restore_in_handler(void) {
    if (!nc_screen_is_up) return;
    nc_screen_is_up = 0;
    SEND("\033[?2026l\033[?1003l" MOUSE_OFF "\033[?1000l" PASTE_OFF "\033[?1004l"
         "\033[0m\033[?1049l\033[?25h\033[?7h\r\n");
    tcsetattr(STDIN_FILENO, TCSANOW, &saved_line);
}

void nc_suspend(void) {
    SEND(MOUSE_OFF PASTE_OFF);
    endwin();
    struct sigaction standard = { .sa_handler = SIG_DFL }, ours;
    sigaction(SIGTSTP, &standard, &ours);
    kill(0, SIGTSTP);
    sigaction(SIGTSTP, &ours, NULL);
    nc_take_size();
    clearok(curscr, TRUE);
    refresh();
    SEND(PASTE_ON);
    if (mouse_is_on) SEND(MOUSE_ON);
}

void nc_set_mouse(bool on) {
    mouse_is_on = on;
    if (on) SEND(MOUSE_ON); else SEND(MOUSE_OFF);
}

void nc_bell(void) { SEND("\a"); }

int nc_width(void) { return COLS; }
int nc_height(void) { return LINES; }

bool nc_take_size(void) {
    struct winsize size;
    if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0 || size.ws_row == 0 || size.ws_col == 0) return false;
    if (!is_term_resized(size.ws_row, size.ws_col)) return false;
    resizeterm(size.ws_row, size.ws_col);
    erase();
    return true;
}

int nc_colors(void) { return has_colors() ? COLORS : 0; }
int nc_pairs(void) { return COLOR_PAIRS; }

bool nc_define_pair(int pair, int foreground, int background) {
    return init_extended_pair(pair, foreground, background) == OK;
}

void nc_forget_pairs(void) { reset_color_pairs(); }

void nc_put(int y, int x, const uint32_t *scalars, int count, int attributes, int pair) {
    attr_t all = A_NORMAL;
    if (attributes & NC_BOLD) all |= A_BOLD;
    if (attributes & NC_DIM) all |= A_DIM;
    if (attributes & NC_UNDERLINE) all |= A_UNDERLINE;
    if (attributes & NC_REVERSE) all |= A_REVERSE;
    wchar_t text[CCHARW_MAX + 1] = { 0 };
    for (int i = 0; i < count && i < CCHARW_MAX; i++) text[i] = (wchar_t)scalars[i];
    cchar_t cell;
    // Pairs above 32767 do not fit the short parameter; the last one carries an int.
    if (setcchar(&cell, text, all, 0, &pair) == OK) mvwadd_wch(stdscr, y, x, &cell);
}

void nc_flush(bool together) {
    // Written around the refresh with write(2): through stdio both brackets would arrive after the frame.
    if (together) SEND("\033[?2026h");
    refresh();
    if (together) SEND("\033[?2026l");
}

void nc_send(const uint8_t *bytes, size_t count, bool together) {
    if (together) SEND("\033[?2026h");
    nc_write_all(STDOUT_FILENO, (const char *)bytes, count);
    if (together) SEND("\033[?2026l");
}

void nc_repaint(void) { clearok(curscr, TRUE); }
