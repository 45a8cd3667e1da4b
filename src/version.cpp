#include <backbone/version.hpp>

namespace backbone {

std::string_view version()
{
    return BACKBONE_VERSION;
}

}  // namespace backbone
