// toml++ with assertions that can be caught: its own end the process, and a few malformed texts fail them.

#include <cstdio>
#include <sstream>
#include <stdexcept>

namespace {
struct failed_assertion : std::runtime_error {
    using std::runtime_error::runtime_error;
};
}

// With NDEBUG, which nothing here defines, toml++ would take a false assertion for a promise to the optimizer.
#undef NDEBUG
#define TOML_ASSERT(expr) ((expr) ? void() : throw failed_assertion(#expr))
#define TOML_ASSERT_ASSUME(expr) TOML_ASSERT(expr)
#define TOML_EXCEPTIONS 1
#define TOML_HEADER_ONLY 1
#define TOML_ENABLE_FORMATTERS 0
#include <toml++/toml.h>

#include <deque>
#include <memory>
#include <string>
#include <vector>
#include "CTOML.h"

struct toml_document {
    std::vector<toml_value> values;
    // A deque never moves its strings.
    std::deque<std::string> strings;

    void add(const toml::node &node, std::string_view key);

private:
    std::string_view keep(std::string text) { return strings.emplace_back(std::move(text)); }

    template <typename Time> std::string_view written(const Time &time) {
        std::ostringstream stream;
        stream << time;
        return keep(stream.str());
    }
};

// The parser limits the depth, so the recursion is bounded.
void toml_document::add(const toml::node &node, std::string_view key) {
    const std::string_view name = keep(std::string(key));
    toml_value value = {};
    value.key = name.data();
    value.key_size = name.size();
    std::string_view text;
    switch (node.type()) {
    case toml::node_type::table:
        value.kind = TOML_TABLE;
        value.count = node.as_table()->size();
        break;
    case toml::node_type::array:
        value.kind = TOML_ARRAY;
        value.count = node.as_array()->size();
        break;
    case toml::node_type::string:
        value.kind = TOML_TEXT;
        text = keep(node.as_string()->get());
        break;
    case toml::node_type::integer:
        value.kind = TOML_INTEGER;
        value.integer = node.as_integer()->get();
        break;
    case toml::node_type::floating_point:
        value.kind = TOML_REAL;
        value.real = node.as_floating_point()->get();
        break;
    case toml::node_type::boolean:
        value.kind = TOML_FLAG;
        value.integer = node.as_boolean()->get();
        break;
    case toml::node_type::date:
        value.kind = TOML_TIME;
        text = written(node.as_date()->get());
        break;
    case toml::node_type::time:
        value.kind = TOML_TIME;
        text = written(node.as_time()->get());
        break;
    case toml::node_type::date_time:
        value.kind = TOML_TIME;
        text = written(node.as_date_time()->get());
        break;
    default: throw failed_assertion("a value without a type");
    }
    value.text = text.data();
    value.text_size = text.size();
    values.push_back(value);
    if (const auto *table = node.as_table()) {
        for (auto &&[member, inner] : *table) add(inner, member.str());
    } else if (const auto *array = node.as_array()) {
        for (auto &&inner : *array) add(inner, {});
    }
}

namespace {
bool fails_an_assertion(std::string_view text) {
    try {
        (void)toml::parse(text);
    } catch (const failed_assertion &) {
        return true;
    } catch (...) {
    }
    return false;
}

// The parser stops at its first fault, so an assertion fails for every text that holds its line, and for none that ends before.
uint32_t line_of_failed_assertion(std::string_view text) {
    std::vector<size_t> ends;
    for (size_t at = text.find('\n'); at != text.npos; at = text.find('\n', at + 1)) ends.push_back(at + 1);
    size_t low = 0, high = ends.size();
    while (low < high) {
        const size_t middle = (low + high) / 2;
        if (fails_an_assertion(text.substr(0, ends[middle]))) high = middle; else low = middle + 1;
    }
    return static_cast<uint32_t>(low + 1);
}
}

extern "C" toml_document *toml_read(const char *bytes, size_t count, uint32_t *line, char *reason, size_t size) {
    const std::string_view text(bytes, count);
    *line = 1;
    try {
        auto document = std::make_unique<toml_document>();
        const toml::table table = toml::parse(text);
        document->add(table, {});
        return document.release();
    } catch (const toml::parse_error &error) {
        *line = error.source().begin.line;
        std::snprintf(reason, size, "%.*s", static_cast<int>(error.description().size()), error.description().data());
    } catch (const failed_assertion &) {
        *line = line_of_failed_assertion(text);
        std::snprintf(reason, size, "a value that cannot be read");
    } catch (const std::exception &error) {
        std::snprintf(reason, size, "%s", error.what());
    } catch (...) {
        std::snprintf(reason, size, "it cannot be read");
    }
    return nullptr;
}

extern "C" const toml_value *toml_values(const toml_document *document, size_t *count) {
    *count = document->values.size();
    return document->values.data();
}

extern "C" void toml_free(toml_document *document) { delete document; }
