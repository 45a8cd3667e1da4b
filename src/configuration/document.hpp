#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "configuration/problem.hpp"

namespace backbone::configuration {

/// A part of a YAML document, with the line where it stands. Scalars keep their text; options give it a type.
struct DocumentNode
{
    enum class Kind : std::uint8_t { null, scalar, list, map };

    Kind kind = Kind::null;
    /// From 1.
    int line = 1;
    std::string text{};
    std::vector<DocumentNode> elements{};
    /// In the order of the document, each name once.
    std::vector<std::pair<std::string, DocumentNode>> members{};

    const DocumentNode* member(std::string_view name) const;
};

/// A file, or the text of an environment variable.
struct Document
{
    std::string name;
    DocumentNode root{};
    /// What is no usable YAML: its grammar, names that stand twice, or names that are no texts.
    std::vector<Problem> problems{};

    /// `name:line`; for one line that is all, only the name.
    std::string place_of(const DocumentNode& node) const;
};

Document parse_document(std::string name, const std::string& yaml);

/// What messages call this kind of node.
std::string_view name_of_kind(DocumentNode::Kind kind);

}  // namespace backbone::configuration
