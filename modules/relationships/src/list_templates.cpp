// GET /api/v2/RelationshipTemplates (docs/protocol/relationships.md §4.3)
#include <algorithm>

#include <fmt/format.h>

#include <backbone/input.hpp>

#include "template_store.hpp"
#include "use_cases.hpp"

namespace backbone::relationships {
namespace {

struct Item
{
    RelationshipTemplateId id;
    std::optional<Base64Url> password;
};

struct Input
{
    Page page;
    std::vector<Item> items;
};

/// `templates.0.id=…&templates.0.password=…&templates.1.id=…`, which ends at the first index without either; or the
/// older `ids=…&ids=…` (docs/protocol/http-and-auth.md §6.2).
struct Items
{
    static constexpr bool kInBody = false;

    void bind(const input::Source& source, Input& input) const
    {
        const Parameters& query = source.request->query();
        while (bind_next(query, input.items)) {
        }
        if (!input.items.empty()) return;
        std::vector<RelationshipTemplateId> ids;
        input::bind_query_parameter(query, "ids", ids);
        for (const RelationshipTemplateId& id : ids) input.items.push_back({id, std::nullopt});
    }

    void check(const Input& input, const Context& context) const
    {
        input::check_value("templates", input.items, std::tuple{not_empty(), not_too_many()}, context);
        for (const auto& [id, password] : input.items) {
            input::check_value("id", id, std::tuple{}, context);
            input::check_value("password", password, std::tuple{bytes_between(1, kMaximumPasswordBytes)}, context);
        }
    }

  private:
    static bool bind_next(const Parameters& query, std::vector<Item>& items)
    {
        const std::string id_name = fmt::format("templates.{}.id", items.size());
        const std::string password_name = fmt::format("templates.{}.password", items.size());
        const auto id = query.find(id_name);
        const auto password = query.find(password_name);
        if (!id && !password) return false;
        if (!id) throw input_cannot_be_parsed(id_name, "is required");

        Item& item = items.emplace_back();
        // A repeated name counts as one value with a comma, which is no id.
        if (query.count(id_name) == 1) input::read_text(*id, id_name, item.id);
        if (query.count(password_name) > 1) throw input_cannot_be_parsed(password_name, "is not base64");
        if (password) input::read_text(*password, password_name, item.password.emplace());
        return true;
    }
};

constexpr auto kInput = input::from<Input>(input::paging(&Input::page), Items{});

/// Of several passwords for a template one has to fit.
bool opens(const std::vector<Item>& items, const template_store::TemplateAccess& wanted)
{
    return wanted.needs_no_password || std::ranges::any_of(items, [&](const Item& item) {
               return item.id == wanted.id && accepts(wanted.password, item.password);
           });
}

std::vector<RelationshipTemplateId> readable(const Input& input, Context& context)
{
    std::vector<RelationshipTemplateId> asked;
    for (const Item& item : input.items) asked.push_back(item.id);
    std::vector<RelationshipTemplateId> readable;
    for (const auto& wanted :
         template_store::select_visible(context.queries(), asked, context.identity(), context.now())) {
        if (opens(input.items, wanted)) readable.push_back(wanted.id);
    }
    return readable;
}

std::vector<RelationshipTemplateId> on_page(const Page& page, const std::vector<RelationshipTemplateId>& ids)
{
    const auto begin = std::min(static_cast<std::size_t>(page.offset()), ids.size());
    const auto end = std::min(begin + static_cast<std::size_t>(page.size), ids.size());
    return {ids.begin() + static_cast<std::ptrdiff_t>(begin), ids.begin() + static_cast<std::ptrdiff_t>(end)};
}

}  // namespace

Response list_templates(const Request& request, Context& context)
{
    const Input input = kInput.read(request, context);
    const auto ids = readable(input, context);
    const auto ids_on_page = on_page(input.page, ids);

    return page_of<RelationshipTemplate>(
        input.page,
        [&](const auto& visit) {
            if (!ids_on_page.empty()) template_store::for_each(context.queries(), ids_on_page, visit);
        },
        [&] { return static_cast<std::int64_t>(ids.size()); });
}

}  // namespace backbone::relationships
