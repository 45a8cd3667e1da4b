#pragma once

#include <optional>
#include <string>
#include <string_view>

#include <boost/json/fwd.hpp>

#include <backbone/columns.hpp>
#include <backbone/environment.hpp>
#include <backbone/identity_address.hpp>
#include <backbone/json_writer.hpp>

namespace backbone::files {

/// The secret with which somebody else becomes the owner of a file: 20 characters; in input 1 to 20. Nil when it was
/// none, for the rules to refuse. Source: docs/protocol/files.md §6.
class OwnershipToken
{
  public:
    OwnershipToken() = default;

    static OwnershipToken generate(Random& random);
    /// Nil when the text has a wrong length or character.
    static OwnershipToken parse(std::string_view text);
    /// Takes the text of our own database.
    static OwnershipToken from_trusted(std::string text);

    bool is_nil() const { return text_.empty(); }
    const std::string& text() const { return text_; }

    /// Takes the same time wherever they differ.
    friend bool operator==(const OwnershipToken& left, const OwnershipToken& right);

  private:
    std::string text_;
};

void read_json(const boost::json::value& value, std::string_view where, OwnershipToken& token);
void write_json(JsonWriter& json, const OwnershipToken& token);

/// Whose a file is, and who may become its owner. The members stand in the order of the store's columns.
struct Ownership
{
    IdentityAddress owner;
    OwnershipToken token;
    bool is_locked = false;
    std::optional<Timestamp> last_claim_at;

    /// Whether somebody claimed the file since then, so that a token that was right at that time may be wrong now.
    bool was_claimed_since(Timestamp time) const { return last_claim_at && *last_claim_at >= time; }
};

/// The answer to who may know the new token.
struct NewOwnershipToken
{
    const OwnershipToken& token;
};
void write_json(JsonWriter& json, const NewOwnershipToken& answer);

}  // namespace backbone::files

template <>
struct backbone::Column<backbone::files::OwnershipToken>
{
    static constexpr ColumnKind kKind = ColumnKind::text;
    static files::OwnershipToken read(std::string_view value)
    {
        return files::OwnershipToken::from_trusted(std::string(value));
    }
    static std::string_view write(const files::OwnershipToken& token) { return token.text(); }
};
