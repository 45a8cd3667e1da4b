#pragma once

#include <string>
#include <string_view>

#include <backbone/json_writer.hpp>

namespace backbone::devices {

inline void write_members(JsonWriter&) {}

template <class Value, class... Others>
void write_members(JsonWriter& json, std::string_view name, const Value& value, const Others&... others)
{
    json.member(name, value);
    write_members(json, others...);
}

/// The text of an object with these names and values, one after the other: `json_object("from", old, "to", now)`.
template <class... NamesAndValues>
std::string json_object(const NamesAndValues&... names_and_values)
{
    std::string text;
    JsonWriter json(text);
    json.object([&] { write_members(json, names_and_values...); });
    return text;
}

}  // namespace backbone::devices
