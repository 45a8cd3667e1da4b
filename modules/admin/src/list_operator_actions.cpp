#include <backbone/input.hpp>

#include "use_cases.hpp"

namespace backbone::admin {
namespace {

struct Input
{
    Page page;
};

constexpr auto kInput = input::from<Input>(input::paging(&Input::page));

struct OperatorAction
{
    std::string id;
    Timestamp created_at;
    std::string operator_name;
    std::string action;
    std::string subject;
    std::optional<std::string> details;
};

void write_json(JsonWriter& json, const OperatorAction& action)
{
    json.object([&] {
        json.member("id", action.id);
        json.member("createdAt", action.created_at);
        json.member("operator", action.operator_name);
        json.member("action", action.action);
        json.member("subject", action.subject);
        json.key("details");
        json.raw(action.details ? std::string_view(*action.details) : "null");
    });
}

constexpr Statement kSelectPage{"admin.select_operator_actions", R"(
    SELECT id, created_at, operator_name, action, subject, details FROM operator_actions
    ORDER BY created_at DESC, id DESC {page :offset :size})"};

constexpr Statement kCount{"admin.count_operator_actions", "SELECT COUNT(*) FROM operator_actions"};

}  // namespace

// GET /api/v1/OperatorActions: newest first. Not in the reference.
Response list_operator_actions(const Request& request, Context& context)
{
    const Page page = kInput.read(request, context).page;
    Queries& queries = context.queries();
    return page_of<OperatorAction>(
        page,
        [&](auto&& visit) {
            queries.for_each<OperatorAction>(kSelectPage, visit, page.offset(), std::int64_t{page.size});
        },
        [&] { return queries.find<std::int64_t>(kCount).value(); });
}

}  // namespace backbone::admin
