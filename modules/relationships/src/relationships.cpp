#include <relationships/relationships.hpp>

#include <algorithm>

namespace backbone::relationships {

std::string pair_of(const IdentityAddress& one, const IdentityAddress& other)
{
    const auto& [lower, higher] = std::minmax(one.text(), other.text());
    return lower + ' ' + higher;
}

}  // namespace backbone::relationships
