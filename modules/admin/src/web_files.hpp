#pragma once

#include <span>
#include <string_view>

namespace backbone::admin {

/// A file of the web interface, as it stands in the binary.
struct WebFile
{
    /// Such as `assets/index-Dx4kXJAl.js`; the build puts a digest of the content into the names below `assets`.
    std::string_view path;
    std::string_view content;
    /// Empty where that would not be smaller.
    std::string_view gzipped;
};

/// What the build of `modules/admin/ui` made; nothing where it was not built.
std::span<const WebFile> web_files();

}  // namespace backbone::admin
