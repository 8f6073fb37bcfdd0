// What the parts of this target share among themselves.

#ifndef TESSERA_CNCURSES_STATE_H
#define TESSERA_CNCURSES_STATE_H

#include <stddef.h>
#include <signal.h>

/// 1 while the terminal is ours; read in signal handlers.
extern volatile sig_atomic_t nc_screen_is_up;

/// write(2) until all is out; safe in signal handlers.
void nc_write_all(int file, const char *bytes, size_t count);
/// Restores modes and the line discipline with system calls only; safe in signal handlers.
void nc_restore_in_handler(void);
/// Prints the tail of the captured stderr where stderr went before; safe in signal handlers.
void nc_print_tail_in_handler(void);

int nc_make_wake(void);
void nc_take_wake(void);

#endif
