#include "memory.h"

#include <stdlib.h>
#include <string.h>

static tsize_t take(thandle_t handle, tdata_t out, tsize_t size) {
    memory_file *f = handle;
    const uint8_t *bytes = f->out != NULL ? f->out : f->bytes;
    uint64_t left = f->position < f->count ? f->count - f->position : 0;
    uint64_t given = size < 0 ? 0 : (uint64_t)size < left ? (uint64_t)size : left;
    if (given > 0) memcpy(out, bytes + f->position, given);
    f->position += given;
    return (tsize_t)given;
}

static tsize_t give(thandle_t handle, tdata_t bytes, tsize_t size) {
    memory_file *f = handle;
    if (size <= 0) return 0;
    uint64_t end = f->position + (uint64_t)size;
    if (end > f->room) {
        uint64_t room = 2 * f->room > end ? 2 * f->room : end + 65536;
        uint8_t *larger = realloc(f->out, room);
        if (larger == NULL) {
            f->is_out_of_memory = true;
            return 0;
        }
        f->out = larger;
        f->room = room;
    }
    if (f->position > f->count) memset(f->out + f->count, 0, f->position - f->count);
    memcpy(f->out + f->position, bytes, (size_t)size);
    f->position = end;
    if (end > f->count) f->count = end;
    return size;
}

static tsize_t refuse(thandle_t handle, tdata_t bytes, tsize_t size) {
    (void)handle;
    (void)bytes;
    (void)size;
    return 0;
}

static toff_t seek(thandle_t handle, toff_t offset, int from) {
    memory_file *f = handle;
    f->position = from == SEEK_SET ? offset : from == SEEK_CUR ? f->position + offset : f->count + offset;
    return f->position;
}

static int leave_open(thandle_t handle) {
    (void)handle;
    return 0;
}

static toff_t size_of(thandle_t handle) {
    return ((memory_file *)handle)->count;
}

#if TIFFLIB_VERSION >= 20221213
/// libtiff's older handlers are shared by all threads; this one is for one file.
static int note_error(TIFF *tiff, void *data, const char *module, const char *format, va_list words) {
    memory_file *f = data;
    (void)tiff;
    (void)module;
    // The first error is the cause.
    if (f->message[0] == 0) vsnprintf(f->message, f->capacity, format, words);
    return 1;
}

static int ignore(TIFF *tiff, void *data, const char *module, const char *format, va_list words) {
    (void)tiff;
    (void)data;
    (void)module;
    (void)format;
    (void)words;
    return 1;
}

TIFF *memory_open(memory_file *file, const char *mode) {
    TIFFOpenOptions *options = TIFFOpenOptionsAlloc();
    if (options == NULL) return NULL;
    TIFFOpenOptionsSetErrorHandlerExtR(options, note_error, file);
    TIFFOpenOptionsSetWarningHandlerExtR(options, ignore, NULL);
    TIFFOpenOptionsSetMaxSingleMemAlloc(options, (tmsize_t)1 << 31);
    TIFF *tiff = TIFFClientOpenExt("memory", mode, file, take, mode[0] == 'r' ? refuse : give, seek, leave_open, size_of, NULL,
                                   NULL, options);
    TIFFOpenOptionsFree(options);
    return tiff;
}
#else
TIFF *memory_open(memory_file *file, const char *mode) {
    TIFFSetErrorHandler(NULL);
    TIFFSetWarningHandler(NULL);
    return TIFFClientOpen("memory", mode, file, take, mode[0] == 'r' ? refuse : give, seek, leave_open, size_of, NULL, NULL);
}
#endif
