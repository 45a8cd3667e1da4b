// GET /odata/Identities and /odata/Identities/$count (docs/protocol/admin.md §3.7)
#include <algorithm>

#include <backbone/paging.hpp>

#include "odata_error.hpp"
#include "overview_store.hpp"
#include "use_cases.hpp"

namespace backbone::admin {
namespace {

using namespace odata;

Condition condition_of(const QueryOptions& options)
{
    return options.filter ? odata::condition_of(*options.filter) : Condition{};
}

std::string_view name_in_tier(const Property& property)
{
    return property.name.substr(property.name.find('/') + 1);
}

/// Such as `#Identities(address,tier(name))`.
std::string context_of(const Request& request, const QueryOptions& options)
{
    std::string parts;
    const auto append = [&](std::string_view part) {
        if (!parts.empty() && !parts.ends_with('(')) parts += ',';
        parts += part;
    };
    if (options.selects_all_by_name) append("*");
    for (const Property* property : options.select) append(property->name);
    if (options.expands_tier) {
        append("tier(");
        for (const Property* property : options.select_of_tier) append(name_in_tier(*property));
        parts += ')';
    }
    std::string context = request.base_url + "/odata/$metadata#Identities";
    if (!parts.empty()) context += "(" + parts + ")";
    return context;
}

void write_members(JsonWriter& json, const IdentityOverview& overview, const QueryOptions& options)
{
    if (options.select.empty()) {
        for (const Property& property : kProperties) {
            if (property.is_of_tier()) continue;
            json.key(property.name);
            write_value(json, overview, property);
        }
    }
    for (const Property* property : options.select) {
        json.key(property->name);
        write_value(json, overview, *property);
    }
}

void write_tier(JsonWriter& json, const IdentityOverview& overview, const QueryOptions& options)
{
    json.key("tier");
    json.object([&] {
        const auto& selected = options.select_of_tier;
        for (const Property& property : kProperties) {
            const bool is_wanted = selected.empty() || std::ranges::find(selected, &property) != selected.end();
            if (!property.is_of_tier() || !is_wanted) continue;
            json.key(name_in_tier(property));
            write_value(json, overview, property);
        }
    });
}

/// Runs what may refuse the options.
template <class Work>
Response or_refusal(Work&& work)
{
    try {
        return work();
    } catch (const Refused& refused) {
        return refusal(refused);
    }
}

}  // namespace

Response list_identities(const Request& request, Context& context)
{
    return or_refusal([&] {
        const QueryOptions options = read_query_options(request);
        const Condition condition = condition_of(options);
        Response answer = response(200, kContentType);
        JsonWriter json(answer.body);
        json.object([&] {
            json.member("@odata.context", context_of(request, options));
            if (options.count) json.member("@odata.count", overview_store::count(context.queries(), condition));
            json.key("value");
            json.array([&] {
                if (options.top == 0) return;
                overview_store::for_each(context.queries(), options, condition, [&](const IdentityOverview& overview) {
                    json.object([&] {
                        write_members(json, overview, options);
                        if (options.expands_tier) write_tier(json, overview, options);
                    });
                    if (answer.body.size() > kMaximumBytesOfPage) {
                        throw Refused("These are too many identities for one answer; ask for pages with $top.");
                    }
                });
            });
        });
        return answer;
    });
}

Response count_identities(const Request& request, Context& context)
{
    return or_refusal([&] {
        const QueryOptions options = read_query_options(request);
        Response answer = response(200, "text/plain; charset=utf-8");
        answer.body = std::to_string(overview_store::count(context.queries(), condition_of(options)));
        return answer;
    });
}

}  // namespace backbone::admin
