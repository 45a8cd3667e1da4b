#include "http/router.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <set>
#include <span>
#include <stdexcept>

#include <backbone/binding.hpp>

#include "http/path.hpp"

namespace backbone::http {
namespace {

using input::equal_ignoring_case;

/// Deeper than any route; longer paths match nothing.
constexpr std::size_t kMaxSegments = 16;

constexpr std::string_view kVersionOne = "v1";
constexpr std::string_view kVersionTwo = "v2";

struct Segments
{
    std::array<std::string_view, kMaxSegments> texts;
    std::size_t count = 0;

    std::span<const std::string_view> all() const { return {texts.data(), count}; }
};

/// Absent when the path cannot match any route.
std::optional<Segments> segments_of(std::string_view path)
{
    if (!path.starts_with('/')) return std::nullopt;
    path.remove_prefix(1);
    if (path == "/") return std::nullopt;
    if (path.ends_with('/')) path.remove_suffix(1);

    Segments segments;
    while (!path.empty()) {
        const std::size_t end = std::min(path.find('/'), path.size());
        if (end == 0 || end + 1 == path.size() || segments.count == kMaxSegments) return std::nullopt;
        segments.texts[segments.count++] = path.substr(0, end);
        path.remove_prefix(std::min(end + 1, path.size()));
    }
    return segments;
}

bool is_parameter(std::string_view segment)
{
    return segment.starts_with('{') && segment.ends_with('}');
}

bool literal_matches(std::string_view literal, std::string_view segment)
{
    if (literal == kVersionOne) return is_version_segment(segment, 1);
    return literal == kVersionTwo ? is_version_segment(segment, 2) : equal_ignoring_case(literal, segment);
}

}  // namespace

struct Router::Node
{
    struct Leaf
    {
        const Route* route;
        std::vector<std::string_view> parameter_names;
    };

    std::vector<std::pair<std::string_view, std::unique_ptr<Node>>> literals;
    std::unique_ptr<Node> parameter;
    std::vector<Leaf> leaves;

    Node& child(std::string_view segment)
    {
        if (is_parameter(segment)) {
            if (!parameter) parameter = std::make_unique<Node>();
            return *parameter;
        }
        const auto known =
            std::ranges::find_if(literals, [&](const auto& pair) { return equal_ignoring_case(pair.first, segment); });
        if (known != literals.end()) return *known->second;
        return *literals.emplace_back(segment, std::make_unique<Node>()).second;
    }
};

/// One look-up: walks down all nodes that match, the most specific first, until one has the method.
struct Router::Search
{
    std::string_view method;
    std::span<const std::string_view> segments;
    std::vector<std::string_view> values;
    std::vector<const Node*> reached;

    const Node::Leaf* find(const Node& node, std::size_t depth)
    {
        if (depth == segments.size()) return leaf_of(node);
        for (const auto& [literal, next] : node.literals) {
            if (!literal_matches(literal, segments[depth])) continue;
            if (const Node::Leaf* leaf = find(*next, depth + 1)) return leaf;
        }
        if (!node.parameter) return nullptr;
        values.push_back(segments[depth]);
        const Node::Leaf* leaf = find(*node.parameter, depth + 1);
        if (!leaf) values.pop_back();
        return leaf;
    }

    const Node::Leaf* leaf_of(const Node& node)
    {
        for (const Node::Leaf& leaf : node.leaves) {
            if (leaf.route->method == method || leaf.route->method == kAnyMethod) return &leaf;
        }
        reached.push_back(&node);
        return nullptr;
    }
};

Router::Router(const Routes& routes) : root_(std::make_unique<Node>())
{
    for (const Route& route : routes.all()) add(route);
}

Router::~Router() = default;

void Router::add(const Route& route)
{
    const auto segments = segments_of(route.pattern);
    if (!segments) throw std::logic_error("not a pattern of a route: " + route.pattern);

    Node* node = root_.get();
    std::vector<std::string_view> names;
    for (const std::string_view segment : segments->all()) {
        if (is_parameter(segment)) names.push_back(segment.substr(1, segment.size() - 2));
        node = &node->child(segment);
    }
    const auto same_method = [&](const Node::Leaf& leaf) { return leaf.route->method == route.method; };
    if (std::ranges::any_of(node->leaves, same_method)) {
        throw std::logic_error("two routes are the same: " + route.method + " " + route.pattern);
    }
    node->leaves.push_back({&route, std::move(names)});
}

Router::Match Router::match(std::string_view method, std::string_view path) const
{
    Match match;
    const auto segments = segments_of(path);
    if (!segments) return match;

    Search search{method, segments->all(), {}, {}};
    if (const Node::Leaf* leaf = search.find(*root_, 0)) {
        match.route = leaf->route;
        match.parameters.reserve(search.values.size());
        for (std::size_t i = 0; i < search.values.size(); ++i) {
            match.parameters.emplace_back(leaf->parameter_names[i], search.values[i]);
        }
        return match;
    }

    std::set<std::string_view> methods;
    for (const Node* node : search.reached) {
        for (const Node::Leaf& leaf : node->leaves) methods.insert(leaf.route->method);
    }
    for (const std::string_view allowed : methods) {
        if (!match.allowed_methods.empty()) match.allowed_methods += ", ";
        match.allowed_methods += allowed;
    }
    return match;
}

}  // namespace backbone::http
