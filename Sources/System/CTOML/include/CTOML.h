// Reading TOML with toml++.

#ifndef TESSERA_CTOML_H
#define TESSERA_CTOML_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

enum { TOML_TABLE, TOML_ARRAY, TOML_TEXT, TOML_INTEGER, TOML_REAL, TOML_FLAG, TOML_TIME };

/// A value. Tables and arrays are followed by their `count` values, each with the values inside it.
typedef struct {
    int32_t kind;
    /// The name in a table, and the text of a string, or of a date or time as TOML writes it. Not terminated; valid as long as the document.
    const char *key, *text;
    size_t key_size, text_size;
    size_t count;
    int64_t integer;
    double real;
} toml_value;

typedef struct toml_document toml_document;

/// Reads a text in UTF-8. No content ends the process: the parser's failed assertions are faults too.
/// Returns NULL with the line of a fault, and its reason in at most `size` bytes, terminated.
toml_document *toml_read(const char *bytes, size_t count, uint32_t *line, char *reason, size_t size);
/// The values, the whole table first.
const toml_value *toml_values(const toml_document *document, size_t *count);
void toml_free(toml_document *document);

#ifdef __cplusplus
}
#endif

#endif
