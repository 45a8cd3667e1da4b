#pragma once

#include <optional>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

#include <backbone/binding.hpp>
#include <backbone/context.hpp>
#include <backbone/request.hpp>
#include <backbone/rules.hpp>

/// The declaration of what an endpoint reads, beside its `Input` struct:
///
///     constexpr auto kInput = input::from<Input>(
///         input::path("id", &Input::id),
///         input::member("newContent", &Input::content, bytes_between(1, kMaxContent)),
///         input::member("password", &Input::password, bytes_between(1, 200)));
///
///     const Input input = kInput.read(request, context);
///
/// Reading has two passes, as the protocol demands: first all fields are bound (400 `inputCannotBeParsed`), then each
/// is checked in the declared order, and the first violation is reported with its code. The C++ type tells what is
/// optional: a std::optional may be absent or null, anything else must be there unless it is declared with a default.
/// Ids and addresses are checked without being told. Source: docs/protocol/http-and-auth.md §5, §6, §9, §10.
///
/// A module may declare a kind of field of its own: a literal type with `kInBody`, `bind(source, input)`, which reads
/// and throws `inputCannotBeParsed`, and `check(input, context)`, which throws the code of a rule.
namespace backbone::input {

/// A JSON body's member (or, nested, that of an object in it).
template <class Input, class T, class... Rules>
struct Member
{
    static constexpr bool kInBody = true;
    std::string_view name;
    T Input::*field;
    Presence presence;
    std::tuple<Rules...> rules;

    void bind(const Source& source, Input& input) const { bind_member(source, name, presence, input.*field); }
    void check(const Input& input, const Context& context) const { check_value(name, input.*field, rules, context); }
};

/// Must be there unless its type is std::optional.
template <class Input, class T, class... Rules>
constexpr auto member(std::string_view name, T Input::*field, Rules... rules)
{
    return Member<Input, T, Rules...>{
        name, field, is_optional<T> ? Presence::optional : Presence::required, {rules...}};
}

/// Keeps its default when it is absent; null is refused unless the type is std::optional.
template <class Input, class T, class... Rules>
constexpr auto member_or_default(std::string_view name, T Input::*field, Rules... rules)
{
    return Member<Input, T, Rules...>{name, field, Presence::optional, {rules...}};
}

/// A `{name}` segment of the route.
template <class Input, class T, class... Rules>
struct PathSegment
{
    static constexpr bool kInBody = false;
    std::string_view name;
    T Input::*field;
    std::tuple<Rules...> rules;

    void bind(const Source& source, Input& input) const
    {
        const std::string_view text = source.request->path_parameter(name);
        if (is_blank(text)) throw input_cannot_be_parsed(name, "is required");
        read_text(text, name, input.*field);
    }
    void check(const Input& input, const Context& context) const { check_value(name, input.*field, rules, context); }
};

template <class Input, class T, class... Rules>
constexpr auto path(std::string_view name, T Input::*field, Rules... rules)
{
    return PathSegment<Input, T, Rules...>{name, field, {rules...}};
}

/// A query parameter: std::optional and std::vector may be absent; text must be there; other types keep their default.
template <class Input, class T, class... Rules>
struct QueryParameter
{
    static constexpr bool kInBody = false;
    std::string_view name;
    T Input::*field;
    std::tuple<Rules...> rules;

    void bind(const Source& source, Input& input) const
    {
        bind_query_parameter(source.request->query(), name, input.*field);
    }
    void check(const Input& input, const Context& context) const { check_value(name, input.*field, rules, context); }
};

template <class Input, class T, class... Rules>
constexpr auto query(std::string_view name, T Input::*field, Rules... rules)
{
    return QueryParameter<Input, T, Rules...>{name, field, {rules...}};
}

/// A request header; keeps its default when it is absent.
template <class Input, class T, class... Rules>
struct HeaderField
{
    static constexpr bool kInBody = false;
    std::string_view name;
    T Input::*field;
    std::tuple<Rules...> rules;

    void bind(const Source& source, Input& input) const
    {
        if (const auto value = source.request->header(name)) read_text(*value, name, input.*field);
    }
    void check(const Input& input, const Context& context) const { check_value(name, input.*field, rules, context); }
};

template <class Input, class T, class... Rules>
constexpr auto header(std::string_view name, T Input::*field, Rules... rules)
{
    return HeaderField<Input, T, Rules...>{name, field, {rules...}};
}

/// `pageNumber` and `pageSize`; stands first, since its size is checked before everything else.
template <class Input>
struct Paging
{
    static constexpr bool kInBody = false;
    Page Input::*field;

    void bind(const Source& source, Input& input) const
    {
        input.*field = bind_page(source.request->query(), *source.page_sizes);
    }
    void check(const Input& input, const Context& context) const
    {
        check_page(input.*field, context.installation().page_sizes);
    }
};

template <class Input>
constexpr auto paging(Page Input::*field)
{
    return Paging<Input>{field};
}

/// A rule on several fields together, at its place in the order.
template <class Input, class Predicate>
struct Together
{
    static constexpr bool kInBody = false;
    std::string_view name;
    Predicate predicate;

    void bind(const Source&, Input&) const {}
    void check(const Input& input, const Context& context) const { refuse(name, predicate(input, context)); }
};

template <class Input, class Predicate>
constexpr auto together(std::string_view name, Predicate predicate)
{
    return Together<Input, Predicate>{name, predicate};
}

/// The fields of an object: a whole request, or an element of its body.
template <class Input, class... Fields>
class Schema
{
  public:
    constexpr explicit Schema(Fields... fields) : fields_(fields...) {}

    Input read(const Request& request, const Context& context, Body body = Body::required) const
    {
        Input input = bind(request, context, body);
        check(input, context);
        return input;
    }

    /// The first pass alone, for an endpoint that checks something else before its rules.
    Input bind(const Request& request, const Context& context, Body body = Body::required) const
    {
        constexpr bool kReadsBody = (Fields::kInBody || ...);
        return bind(
            Source{&request, kReadsBody ? body_object(request, body) : nullptr, &context.installation().page_sizes});
    }

    Input bind(const Source& source) const
    {
        Input input{};
        std::apply([&](const Fields&... fields) { (fields.bind(source, input), ...); }, fields_);
        return input;
    }

    void check(const Input& input, const Context& context) const
    {
        std::apply([&](const Fields&... fields) { (fields.check(input, context), ...); }, fields_);
    }

  private:
    std::tuple<Fields...> fields_;
};

template <class Input, class... Fields>
constexpr auto from(Fields... fields)
{
    return Schema<Input, Fields...>(fields...);
}

/// An object in the body, read by a schema of its own.
template <class Input, class T, class Nested>
struct ObjectMember
{
    static constexpr bool kInBody = true;
    std::string_view name;
    T Input::*field;
    Nested nested;

    void bind(const Source& source, Input& input) const
    {
        input.*field = nested.bind(Source{source.request, required_object(source, name), source.page_sizes});
    }
    void check(const Input& input, const Context& context) const { nested.check(input.*field, context); }
};

template <class Input, class T, class Nested>
constexpr auto object(std::string_view name, T Input::*field, Nested nested)
{
    return ObjectMember<Input, T, Nested>{name, field, nested};
}

/// An array of objects in the body, each read by a schema of its own. The rules are those of the array, checked first.
template <class Input, class T, class Nested, class... Rules>
struct ArrayMember
{
    static constexpr bool kInBody = true;
    std::string_view name;
    std::vector<T> Input::*field;
    Presence presence;
    Nested nested;
    std::tuple<Rules...> rules;

    void bind(const Source& source, Input& input) const
    {
        for_each_object(source, name, presence, [&](const boost::json::object& element) {
            (input.*field).push_back(nested.bind(Source{source.request, &element, source.page_sizes}));
        });
    }
    void check(const Input& input, const Context& context) const
    {
        check_value(name, input.*field, rules, context);
        for (const T& element : input.*field) nested.check(element, context);
    }
};

template <class Input, class T, class Nested, class... Rules>
constexpr auto array(std::string_view name, std::vector<T> Input::*field, Nested nested, Rules... rules)
{
    return ArrayMember<Input, T, Nested, Rules...>{name, field, Presence::required, nested, {rules...}};
}

template <class Input, class T, class Nested, class... Rules>
constexpr auto array_or_empty(std::string_view name, std::vector<T> Input::*field, Nested nested, Rules... rules)
{
    return ArrayMember<Input, T, Nested, Rules...>{name, field, Presence::optional, nested, {rules...}};
}

}  // namespace backbone::input
