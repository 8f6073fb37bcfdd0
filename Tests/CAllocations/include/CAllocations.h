#pragma once

// Counts what the whole process takes from the heap, on every thread, while it is told to. Linked into the tests it
// stands before the C library's malloc and its kin; these still do the work.

/// Counts from zero from here on.
void allocations_begin(void);

/// Stops counting.
/// @return how many blocks were asked for since `allocations_begin`; one that only grew counts too.
long allocations_end(void);
