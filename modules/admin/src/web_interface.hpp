#pragma once

#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string_view>

#include <backbone/fixed_response.hpp>

#include "web_files.hpp"

namespace backbone::admin {

/// Serves a single-page application: its files, and its page wherever else somebody comes in
/// (docs/protocol/admin.md §3.13).
class WebInterface
{
  public:
    /// The files must live as long as it does.
    explicit WebInterface(std::span<const WebFile> files);

    Response answer(const Request& request) const;

  private:
    /// A file whose name stays when its content changes: clients ask each time whether it did.
    struct NamedFile
    {
        FixedResponse plain;
        std::optional<FixedResponse> gzipped;
    };

    std::map<std::string_view, WebFile> assets_;
    std::map<std::string_view, NamedFile> named_;
};

}  // namespace backbone::admin
