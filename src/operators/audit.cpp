#include <backbone/audit.hpp>

#include <backbone/id.hpp>

namespace backbone {
namespace {

constexpr std::size_t kMaximumSubject = 200;

constexpr Statement kInsert{"operators.insert_action", R"(
    INSERT INTO operator_actions (id, created_at, operator_name, action, subject, details)
    VALUES (:id, :created_at, :operator_name, :action, :subject, :details))"};

/// Not in the middle of a character.
std::string_view shortened(std::string_view text)
{
    if (text.size() <= kMaximumSubject) return text;
    std::size_t end = kMaximumSubject;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) --end;
    return text.substr(0, end);
}

}  // namespace

void audit(Transaction& tx, std::string_view operator_name, const OperatorAction& action)
{
    std::optional<std::string_view> details;
    if (!action.details.empty()) details = action.details;
    tx.execute(kInsert, Id<"OPA">::generate(tx.random()), tx.now(), operator_name, action.action,
               shortened(action.subject), details);
}

}  // namespace backbone
