#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include <backbone/base64url.hpp>
#include <backbone/id.hpp>
#include <backbone/identity_address.hpp>
#include <backbone/timestamp.hpp>

namespace backbone {

enum class ColumnKind : std::uint8_t { text, integer };

/// A value on its way into a statement. Text is borrowed: it must live until the statement has run. A list becomes
/// the elements of `{list name}`.
struct Parameter
{
    ColumnKind kind = ColumnKind::text;
    bool is_null = false;
    std::string_view text;
    std::int64_t integer = 0;
    const std::vector<std::string_view>* list = nullptr;
};

/// How a C++ type is kept in a column; specialise it for a new one. An enumeration is kept as its number.
template <class T>
struct Column;

template <class T>
concept StoredAsInteger = std::is_integral_v<T> || std::is_enum_v<T>;

template <StoredAsInteger T>
struct Column<T>
{
    static constexpr ColumnKind kKind = ColumnKind::integer;
    static T read(std::int64_t value) { return static_cast<T>(value); }
    static std::int64_t write(T value) { return static_cast<std::int64_t>(value); }
};

template <>
struct Column<Timestamp>
{
    static constexpr ColumnKind kKind = ColumnKind::integer;
    static Timestamp read(std::int64_t value) { return Timestamp::from_microseconds(value); }
    static std::int64_t write(Timestamp value) { return value.microseconds(); }
};

template <>
struct Column<std::string>
{
    static constexpr ColumnKind kKind = ColumnKind::text;
    static std::string read(std::string_view value) { return std::string(value); }
    static std::string_view write(const std::string& value) { return value; }
};

template <>
struct Column<std::string_view>
{
    static constexpr ColumnKind kKind = ColumnKind::text;
    static std::string_view write(std::string_view value) { return value; }
};

template <>
struct Column<Base64Url>
{
    static constexpr ColumnKind kKind = ColumnKind::text;
    static Base64Url read(std::string_view value) { return Base64Url::from_normalised(std::string(value)); }
    static std::string_view write(const Base64Url& value) { return value.text(); }
};

template <>
struct Column<IdentityAddress>
{
    static constexpr ColumnKind kKind = ColumnKind::text;
    static IdentityAddress read(std::string_view value) { return IdentityAddress::from_trusted(std::string(value)); }
    static std::string_view write(const IdentityAddress& value) { return value.text(); }
};

template <IdPrefix Prefix>
struct Column<Id<Prefix>>
{
    static constexpr ColumnKind kKind = ColumnKind::text;
    static Id<Prefix> read(std::string_view value) { return Id<Prefix>::parse(value).value(); }
    static std::string_view write(const Id<Prefix>& value) { return value.text(); }
};

template <class T>
inline constexpr bool is_optional = false;
template <class T>
inline constexpr bool is_optional<std::optional<T>> = true;

template <class T>
constexpr ColumnKind column_kind()
{
    if constexpr (is_optional<T>) {
        return Column<typename T::value_type>::kKind;
    } else {
        return Column<T>::kKind;
    }
}

/// Several texts for one `{list …}` of a statement. Borrows them.
class List
{
  public:
    template <class Range>
    explicit List(const Range& values)
    {
        texts_.reserve(std::size(values));
        for (const auto& value : values) texts_.push_back(Column<std::decay_t<decltype(value)>>::write(value));
    }

    const std::vector<std::string_view>& texts() const { return texts_; }

  private:
    std::vector<std::string_view> texts_;
};

template <class T>
Parameter to_parameter(const T& value)
{
    Parameter parameter;
    if constexpr (std::is_same_v<T, List>) {
        parameter.list = &value.texts();
    } else if constexpr (is_optional<T>) {
        if (value) return to_parameter(*value);
        parameter.kind = column_kind<T>();
        parameter.is_null = true;
    } else if constexpr (std::is_convertible_v<T, std::string_view>) {
        parameter.text = value;
    } else {
        parameter.kind = Column<T>::kKind;
        if constexpr (Column<T>::kKind == ColumnKind::integer) {
            parameter.integer = Column<T>::write(value);
        } else {
            parameter.text = Column<T>::write(value);
        }
    }
    return parameter;
}

}  // namespace backbone
