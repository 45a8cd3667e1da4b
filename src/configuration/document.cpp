#include "configuration/document.hpp"

#include <algorithm>

#include <fmt/format.h>
#include <yaml-cpp/yaml.h>

namespace backbone::configuration {
namespace {

/// Aliases make it possible to write a huge document in few lines.
constexpr std::size_t kMaximumNodes = 100'000;

/// Takes over a document of yaml-cpp, which knows neither lines of members nor that names must not stand twice.
class Conversion
{
  public:
    explicit Conversion(Document& document) : document_(document) {}

    DocumentNode convert(const YAML::Node& source)
    {
        DocumentNode node{.line = line_of(source.Mark())};
        if (++nodes_ > kMaximumNodes) throw YAML::Exception(source.Mark(), "the document is too large");
        switch (source.Type()) {
            case YAML::NodeType::Scalar:
                node.kind = DocumentNode::Kind::scalar;
                node.text = source.Scalar();
                break;
            case YAML::NodeType::Sequence:
                node.kind = DocumentNode::Kind::list;
                for (const YAML::Node& element : source) node.elements.push_back(convert(element));
                break;
            case YAML::NodeType::Map:
                node.kind = DocumentNode::Kind::map;
                for (const auto& member : source) add_member(node, member.first, member.second);
                break;
            default:
                break;
        }
        return node;
    }

    static int line_of(const YAML::Mark& mark) { return std::max(mark.line, 0) + 1; }

  private:
    void add_member(DocumentNode& map, const YAML::Node& name, const YAML::Node& value)
    {
        const int line = line_of(name.Mark());
        if (!name.IsScalar()) {
            report(line, "a name must be a text");
            return;
        }
        if (const DocumentNode* earlier = map.member(name.Scalar())) {
            report(line, fmt::format("'{}' stands here for the second time; the first is in line {}", name.Scalar(),
                                     earlier->line));
            return;
        }
        DocumentNode converted = convert(value);
        converted.line = line;
        map.members.emplace_back(name.Scalar(), std::move(converted));
    }

    void report(int line, std::string message)
    {
        document_.problems.push_back({document_.place_of({.line = line}), {}, std::move(message)});
    }

    Document& document_;
    std::size_t nodes_ = 0;
};

}  // namespace

const DocumentNode* DocumentNode::member(std::string_view name) const
{
    const auto found = std::ranges::find(members, name, &decltype(members)::value_type::first);
    return found == members.end() ? nullptr : &found->second;
}

std::string Document::place_of(const DocumentNode& node) const
{
    return fmt::format("{}:{}", name, node.line);
}

Document parse_document(std::string name, const std::string& yaml)
{
    Document document{.name = std::move(name)};
    try {
        const std::vector<YAML::Node> parts = YAML::LoadAll(yaml);
        if (parts.size() > 1) document.problems.push_back({document.name, {}, "holds more than one YAML document"});
        if (!parts.empty()) document.root = Conversion(document).convert(parts.front());
    } catch (const YAML::Exception& error) {
        const DocumentNode place{.line = Conversion::line_of(error.mark)};
        document.problems.push_back({document.place_of(place), {}, fmt::format("is not valid YAML: {}", error.msg)});
    }
    return document;
}

std::string_view name_of_kind(DocumentNode::Kind kind)
{
    switch (kind) {
        case DocumentNode::Kind::scalar:
            return "a single value";
        case DocumentNode::Kind::list:
            return "a list";
        case DocumentNode::Kind::map:
            return "a section";
        case DocumentNode::Kind::null:
            break;
    }
    return "nothing";
}

}  // namespace backbone::configuration
