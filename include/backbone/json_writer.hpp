#pragma once

#include <concepts>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include <backbone/base64url.hpp>
#include <backbone/enumeration.hpp>
#include <backbone/id.hpp>
#include <backbone/identity_address.hpp>
#include <backbone/timestamp.hpp>

namespace backbone {

/// Appends `text` as a JSON string with its quotes. Non-ASCII characters stay as they are.
void append_json_string(std::string& out, std::string_view text);

/// True for types whose `text()` holds no character that needs an escape.
template <class T>
inline constexpr bool kIsPlainText = false;
template <IdPrefix Prefix>
inline constexpr bool kIsPlainText<Id<Prefix>> = true;
template <>
inline constexpr bool kIsPlainText<IdentityAddress> = true;
template <>
inline constexpr bool kIsPlainText<Base64Url> = true;

/// Writes JSON straight into the buffer that goes to the socket: each value once, commas by itself.
///
///     json.object([&] {
///         json.member("id", token.id);
///         json.member("createdBy", token.created_by);  // optional: null when absent
///     });
///
/// A type of a module is written by its `void write_json(JsonWriter&, const T&)`, found by argument-dependent look-up.
/// Source of the forms: docs/protocol/http-and-auth.md §5.1.
class JsonWriter
{
  public:
    explicit JsonWriter(std::string& out) : out_(out) {}

    template <class Members>
    void object(Members&& members)
    {
        open('{');
        members();
        close('}');
    }

    template <class Elements>
    void array(Elements&& elements)
    {
        open('[');
        elements();
        close(']');
    }

    template <class T>
    void member(std::string_view name, const T& value)
    {
        key(name);
        write(value);
    }

    void key(std::string_view name);

    /// An element of an array, or the value behind a key.
    template <class T>
    void write(const T& value)
    {
        if constexpr (std::is_same_v<T, bool>) {
            raw(value ? "true" : "false");
        } else if constexpr (std::is_same_v<T, std::nullptr_t>) {
            raw("null");
        } else if constexpr (std::is_enum_v<T>) {
            string(name_of(value));
        } else if constexpr (std::is_integral_v<T>) {
            number(static_cast<std::int64_t>(value));
        } else if constexpr (std::is_convertible_v<T, std::string_view>) {
            string(value);
        } else if constexpr (requires { value.has_value(); }) {
            if (value) {
                write(*value);
            } else {
                raw("null");
            }
        } else if constexpr (std::is_same_v<T, Timestamp>) {
            plain_string(value.to_string());
        } else if constexpr (kIsPlainText<T>) {
            plain_string(value.text());
        } else if constexpr (requires { typename T::mapped_type; }) {
            object([&] {
                for (const auto& [name, item] : value) member(name, item);
            });
        } else if constexpr (requires { value.begin(); }) {
            array([&] {
                for (const auto& item : value) write(item);
            });
        } else {
            write_json(*this, value);
        }
    }

    /// JSON text that is known to be valid.
    void raw(std::string_view json)
    {
        separate();
        out_.append(json);
        needs_comma_ = true;
    }

  private:
    void open(char bracket)
    {
        separate();
        out_.push_back(bracket);
        needs_comma_ = false;
    }
    void close(char bracket)
    {
        out_.push_back(bracket);
        needs_comma_ = true;
    }
    void separate()
    {
        if (needs_comma_) out_.push_back(',');
        needs_comma_ = false;
    }
    void number(std::int64_t value);
    void string(std::string_view text);
    /// Text of which no character needs an escape.
    void plain_string(std::string_view text);

    std::string& out_;
    bool needs_comma_ = false;
};

/// The key policy for dictionaries whose keys are data (docs/protocol/devices.md §5.5): `ABCFlag` becomes `abcFlag`.
std::string camel_case(std::string_view name);

}  // namespace backbone
