#include "database/prepared_statement.hpp"

#include <algorithm>

#include "database/failures.hpp"

namespace backbone::database {

std::string_view PreparedStatement::text_at(const Placeholder& placeholder, const Parameter& argument)
{
    const std::string_view text = argument.list == nullptr
                                      ? argument.text
                                      : (*argument.list)[std::min(placeholder.element, argument.list->size() - 1)];
    if (text.find('\0') != std::string_view::npos) throw_failure({Failure::unstorable_text, {}}, {});
    return text;
}

void PreparedStatement::release_if_large(std::string& buffer)
{
    constexpr std::size_t kKeptCapacity = 16 * 1024;
    if (buffer.capacity() > kKeptCapacity) std::string().swap(buffer);
}

}  // namespace backbone::database
