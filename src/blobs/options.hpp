#pragma once

#include <string>

namespace backbone::blobs {

struct Options
{
    /// Where uploaded files are kept. All instances of an installation need the same one.
    std::string folder = "backbone-blobs";
};

}  // namespace backbone::blobs
