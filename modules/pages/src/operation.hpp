#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <backbone/registry.hpp>

namespace backbone::pages {

/// A route of the API as developers see it.
struct Operation
{
    /// In lower case.
    std::string method;
    std::string path;
    /// What it is about: `Tokens` for `/api/v2/Tokens/{id}`.
    std::string subject;
    /// The names of the path's parameters.
    std::vector<std::string> parameters;
    /// Empty when nobody has written one.
    std::string_view summary;
    Access access;
    /// Empty when there is no body.
    std::string_view body_type;
};

/// The operations of the API that developers see, by path, each path's by method.
std::vector<Operation> operations_of(const std::vector<Route>& routes);

}  // namespace backbone::pages
