#pragma once

#include <string>
#include <string_view>

#include <backbone/database.hpp>

namespace backbone {

/// One change that an operator made.
struct OperatorAction
{
    /// What was done to what, such as `tier.created`: at most 80 characters.
    std::string_view action;
    /// The id, address or name of what was changed; at most 200 characters are kept.
    std::string_view subject;
    /// A small JSON object that tells what a reader cannot look up, or empty. Never a secret.
    std::string_view details = {};
};

/// The operator of changes that are made by the command line.
inline constexpr std::string_view kCommandLineOperator = "command line";

/// Writes the change down, in the transaction that makes it: both are kept or neither. Costs no round trip of its own
/// on PostgreSQL. In a handler `operator_name` is `context.operator_name()`.
void audit(Transaction& tx, std::string_view operator_name, const OperatorAction& action);

}  // namespace backbone
