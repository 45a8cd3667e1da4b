#pragma once

#include <initializer_list>
#include <optional>
#include <utility>

#include <backbone/check_violation.hpp>
#include <backbone/context.hpp>
#include <quotas/metric.hpp>
#include <quotas/usage.hpp>

/// How an exhausted quota answers (docs/protocol/quotas.md §6). Whether it is exhausted is decided by
/// UsageChanges::add_within_quota, in the transaction that a quota guards.
namespace backbone::quotas {

using Metrics = std::initializer_list<Metric>;

/// The 429 about those of the metrics of which the identity may not have more at that time; absent when there are none.
std::optional<Error> exhaustion(Queries& queries, const IdentityAddress& identity, Metrics metrics, Timestamp now);

/// The 429 after a CheckViolation, when the transaction is over.
Error refusal(Context& context, Metrics metrics);

/// Runs the checks and writes of a guarded operation that come after its quotas: when one of those is exhausted, that
/// is told in the place of what they throw.
template <class Work>
auto before_errors_of(Queries& queries, const IdentityAddress& identity, Metrics metrics, Timestamp now, Work&& work)
{
    try {
        return std::forward<Work>(work)();
    } catch (const Error&) {
        if (const auto exhausted = exhaustion(queries, identity, metrics, now)) throw *exhausted;
        throw;
    }
}

/// Runs a guarded operation of the caller from behind the validation of its request, outside of a transaction.
template <class Work>
auto within_quotas(Context& context, Metrics metrics, Work&& work)
{
    try {
        return before_errors_of(context.queries(), context.identity(), metrics, context.now(),
                                std::forward<Work>(work));
    } catch (const CheckViolation&) {
        throw refusal(context, metrics);
    }
}

}  // namespace backbone::quotas
