#include "overview_store.hpp"

#include <algorithm>

namespace backbone::admin::overview_store {
namespace {

using odata::Order;
using odata::QueryOptions;

constexpr std::string_view kAddress = "o.address";

std::string tables(bool with_tiers)
{
    std::string sql = " FROM identity_overviews o";
    if (with_tiers) sql += " JOIN tiers t ON t.id = o.tier_id";
    return sql;
}

std::string where(const odata::Condition& condition)
{
    return condition.sql.empty() ? std::string() : " WHERE " + condition.sql;
}

/// A page needs an order without doubt (docs/protocol/admin.md §3.7). NULL is the greatest value.
std::string order_by(const QueryOptions& options)
{
    std::string sql;
    const auto append = [&](std::string_view column, bool is_descending, bool is_nullable) {
        sql += sql.empty() ? " ORDER BY " : ", ";
        sql += column;
        if (is_descending) sql += " DESC";
        if (is_nullable) sql += is_descending ? " {nulls_first}" : " {nulls_last}";
    };
    for (const Order& order : options.order_by) {
        append(order.property->column, order.is_descending, order.property->is_nullable);
    }
    const auto is_by_address = [](const Order& order) { return order.property->column == kAddress; };
    const bool is_page = options.top || options.skip;
    if (is_page && std::ranges::none_of(options.order_by, is_by_address)) append(kAddress, false, false);
    return sql;
}

}  // namespace

void for_each(Queries& queries, const QueryOptions& options, const odata::Condition& condition, const Visit& visit)
{
    const auto orders_by_tier = [](const Order& order) { return order.property->needs_tiers(); };
    const bool with_tiers =
        options.expands_tier || condition.needs_tiers || std::ranges::any_of(options.order_by, orders_by_tier);

    ComposedStatement statement{"overviews.select_page", {}, condition.parameters};
    statement.sql =
        "SELECT o.address, o.created_at, o.last_login_at, o.client_id, o.datawallet_version, o.identity_version, "
        "o.number_of_devices, o.tier_id, ";
    statement.sql += with_tiers ? "t.name" : "CAST(NULL AS VARCHAR(1))";
    statement.sql += tables(with_tiers) + where(condition) + order_by(options);

    constexpr std::int64_t kNoLimit = 1'000'000'000;
    const std::int64_t offset = options.skip.value_or(0);
    const std::int64_t size = options.top ? std::int64_t{*options.top} : kNoLimit;
    if (options.top || options.skip) {
        statement.sql += " {page :offset :size}";
        statement.parameters.push_back(to_parameter(offset));
        statement.parameters.push_back(to_parameter(size));
    }
    queries.for_each<odata::IdentityOverview>(statement, visit);
}

std::int64_t count(Queries& queries, const odata::Condition& condition)
{
    std::int64_t count = 0;
    ComposedStatement statement{"overviews.count", {}, condition.parameters};
    statement.sql = "SELECT COUNT(*)" + tables(condition.needs_tiers) + where(condition);
    queries.for_each<std::int64_t>(statement, [&](std::int64_t number) { count = number; });
    return count;
}

}  // namespace backbone::admin::overview_store
