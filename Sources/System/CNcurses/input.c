// Keys, the mouse prefix, and the one place where the interface sleeps.

#define NCURSES_WIDECHAR 1
#define NCURSES_NOMACROS 1
#include <ncurses.h>
#include <poll.h>
#include <unistd.h>
#include "CNcurses.h"
#include "state.h"

// Codes above every extended capability ncurses may have numbered itself.
enum { CODE_MOUSE = 3000, CODE_PASTE_BEGIN, CODE_PASTE_END };

// Reading from stdscr would refresh it behind our back; a pad is never refreshed.
static WINDOW *ear = NULL;

void nc_prepare_input(void) {
    ear = newpad(1, 1);
    keypad(ear, TRUE);
    // ncurses' own mouse queue is eight deep, newest first, and knows no drags: Swift parses the reports.
    define_key("\033[<", CODE_MOUSE);
    define_key("\033[200~", CODE_PASTE_BEGIN);
    define_key("\033[201~", CODE_PASTE_END);
}

static uint32_t name_of(wint_t code) {
    switch (code) {
    case KEY_UP: return NC_UP;
    case KEY_DOWN: return NC_DOWN;
    case KEY_LEFT: return NC_LEFT;
    case KEY_RIGHT: return NC_RIGHT;
    case KEY_HOME: return NC_HOME;
    case KEY_END: return NC_END;
    case KEY_PPAGE: return NC_PAGE_UP;
    case KEY_NPAGE: return NC_PAGE_DOWN;
    case KEY_IC: return NC_INSERT;
    case KEY_DC: return NC_DELETE;
    case KEY_BACKSPACE: return NC_BACKSPACE;
    case KEY_ENTER: return NC_ENTER;
    case KEY_BTAB: return NC_BACKTAB;
    case CODE_MOUSE: return NC_MOUSE;
    case CODE_PASTE_BEGIN: return NC_PASTE_BEGIN;
    case CODE_PASTE_END: return NC_PASTE_END;
    default:
        if (code >= (wint_t)KEY_F(1) && code <= (wint_t)KEY_F(12)) return NC_F1 + (code - (wint_t)KEY_F(1));
        return NC_UNKNOWN_KEY;
    }
}

int nc_read(int milliseconds, uint32_t *value) {
    wint_t code = 0;
    wtimeout(ear, milliseconds);
    int result = wget_wch(ear, &code);
    if (result == ERR) return NC_NOTHING;
    if (result == KEY_CODE_YES) { *value = name_of(code); return NC_KEY; }
    *value = (uint32_t)code;
    return NC_SCALAR;
}

int nc_wait(int milliseconds) {
    struct pollfd files[2] = { { STDIN_FILENO, POLLIN, 0 }, { nc_make_wake(), POLLIN, 0 } };
    if (poll(files, 2, milliseconds) <= 0) return 0;
    int ready = 0;
    if (files[0].revents & POLLIN) ready |= NC_READY_INPUT;
    // Without this a closed terminal would be "ready" for ever, and the loop would spin.
    if (files[0].revents & (POLLHUP | POLLERR | POLLNVAL)) ready |= NC_READY_GONE;
    if (files[1].revents) { nc_take_wake(); ready |= NC_READY_WAKE; }
    return ready;
}
