#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include <backbone/enumeration.hpp>
#include <backbone/id.hpp>
#include <backbone/identity_address.hpp>
#include <backbone/timestamp.hpp>
#include <exports/exports.hpp>

namespace backbone::exports {

/// Writes lines of comma-separated values.
class Csv
{
  public:
    Csv(Privacy privacy, const WriteText& write) : privacy_(privacy), write_(write) {}

    void add(std::string_view text);
    void add(Timestamp time) { add(std::string_view(time.to_string())); }
    void add(std::int64_t number) { add(std::string_view(std::to_string(number))); }
    void add(std::int32_t number) { add(std::int64_t{number}); }
    void add(bool is_true) { add(std::string_view(is_true ? "True" : "False")); }
    void add(const IdentityAddress& address) { add(std::string_view(address.text())); }
    template <IdPrefix Prefix>
    void add(const Id<Prefix>& id)
    {
        add(id.text());
    }
    template <class E>
    requires std::is_enum_v<E>
    void add(E value) { add(name_of(value)); }
    /// What is absent is empty.
    template <class T>
    void add(const std::optional<T>& value)
    {
        if (value) {
            add(*value);
        } else {
            add(std::string_view());
        }
    }
    template <class... Values>
    void add_all(const Values&... values)
    {
        (add(values), ...);
    }

    /// Left empty unless identities are shown.
    template <class T>
    void add_private(const T& value)
    {
        if (privacy_ == Privacy::show_identities) {
            add(value);
        } else {
            add(std::string_view());
        }
    }

    void end_line();
    std::int64_t lines() const { return lines_; }

  private:
    Privacy privacy_;
    const WriteText& write_;
    std::string line_;
    bool has_value_ = false;
    std::int64_t lines_ = 0;
};

}  // namespace backbone::exports
