#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include <backbone/input.hpp>

namespace backbone::input {

/// The value as an object; null when it is null. Any other value cannot be parsed.
const boost::json::object* object_or_null(const boost::json::value& value, std::string_view where);

/// An array of objects in the body, each read by a schema of its own, of which clients may send null: such an element
/// can be read, and is refused by the rules.
template <class Input, class T, class Nested>
struct ArrayOfNullable
{
    static constexpr bool kInBody = true;
    std::string_view name;
    std::vector<std::optional<T>> Input::*field;
    Nested nested;

    void bind(const Source& source, Input& input) const
    {
        const boost::json::value* array = source.object ? find_member(*source.object, name) : nullptr;
        if (!array) return;
        for_each_element(*array, name, [&](const boost::json::value& value) {
            auto& element = (input.*field).emplace_back();
            const boost::json::object* object = object_or_null(value, name);
            if (object) element = nested.bind(Source{source.request, object, source.page_sizes});
        });
    }

    void check(const Input& input, const Context& context) const
    {
        for (const auto& element : input.*field) {
            if (!element) throw invalid_property(name, "must not hold null");
        }
        for (const auto& element : input.*field) nested.check(*element, context);
    }
};

/// Empty when it is absent.
template <class Input, class T, class Nested>
constexpr auto array_of_nullable_or_empty(std::string_view name, std::vector<std::optional<T>> Input::*field,
                                          Nested nested)
{
    return ArrayOfNullable<Input, T, Nested>{name, field, nested};
}

}  // namespace backbone::input
