#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <type_traits>
#include <utility>

#include <boost/pfr/core.hpp>

#include <backbone/columns.hpp>

/// Records are plain structs whose members stand in the order of a statement's columns. A member that is a record
/// itself takes as many columns as it has members; an optional one is absent when its first column is null.
namespace backbone {

/// One row while it is read. Columns are counted from 0.
class Row
{
  public:
    virtual bool is_null(std::size_t column) const = 0;
    virtual std::string_view text(std::size_t column) const = 0;
    virtual std::int64_t integer(std::size_t column) const = 0;

  protected:
    ~Row() = default;
};

template <class T>
concept StoredInOneColumn = requires
{
    Column<T>::kKind;
};

template <class T>
constexpr std::size_t column_count()
{
    if constexpr (is_optional<T>) {
        return column_count<typename T::value_type>();
    } else if constexpr (StoredInOneColumn<T>) {
        return 1;
    } else {
        return []<std::size_t... I>(std::index_sequence<I...>)
        {
            return (column_count<boost::pfr::tuple_element_t<I, T>>() + ... + 0);
        }
        (std::make_index_sequence<boost::pfr::tuple_size_v<T>>{});
    }
}

template <class T>
constexpr std::array<ColumnKind, column_count<T>()> column_kinds()
{
    if constexpr (is_optional<T>) {
        return column_kinds<typename T::value_type>();
    } else if constexpr (StoredInOneColumn<T>) {
        return {column_kind<T>()};
    } else {
        std::array<ColumnKind, column_count<T>()> kinds{};
        std::size_t column = 0;
        [&]<std::size_t... I>(std::index_sequence<I...>)
        {
            const auto append = [&](const auto& member_kinds) {
                for (const ColumnKind kind : member_kinds) kinds[column++] = kind;
            };
            (append(column_kinds<boost::pfr::tuple_element_t<I, T>>()), ...);
        }
        (std::make_index_sequence<boost::pfr::tuple_size_v<T>>{});
        return kinds;
    }
}

/// Reads a value that starts at `column`, and moves `column` behind it.
template <class T>
T read_record(const Row& row, std::size_t& column)
{
    if constexpr (is_optional<T>) {
        if (!row.is_null(column)) return read_record<typename T::value_type>(row, column);
        column += column_count<T>();
        return std::nullopt;
    } else if constexpr (StoredInOneColumn<T>) {
        if constexpr (Column<T>::kKind == ColumnKind::integer) {
            return Column<T>::read(row.integer(column++));
        } else {
            return Column<T>::read(row.text(column++));
        }
    } else {
        T record{};
        boost::pfr::for_each_field(record, [&](auto& member) {
            member = read_record<std::remove_reference_t<decltype(member)>>(row, column);
        });
        return record;
    }
}

}  // namespace backbone
