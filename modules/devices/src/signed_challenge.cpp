#include "signed_challenge.hpp"

#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>

#include <backbone/crypto.hpp>
#include <challenges/challenge.hpp>

#include "codes.hpp"

namespace backbone::devices {
namespace {

constexpr std::size_t kPublicKeyBytes = 32;
/// Of a text inside of the body, whose memory nothing else bounds. Clients send a few hundred bytes.
constexpr std::size_t kMostBytes = 4096;

void require_size(std::size_t bytes, std::string_view what)
{
    if (bytes > kMostBytes) throw invalid_property(what, "is too long");
}

boost::json::value parse(std::string_view text, std::string_view what)
{
    boost::json::error_code error;
    boost::json::value value = boost::json::parse(text, error);
    if (error) throw invalid_property(what, "is not valid JSON");
    return value;
}

/// The bytes in the member `name` of `{"<name>": <base64>, "alg": <number>}`. What `alg` says is not used.
Bytes bytes_beside_algorithm(const Base64Url& json, const char* name, std::string_view what)
{
    require_size(json.byte_count(), what);
    const boost::json::value value = parse(json.decode_to_string(), what);
    const boost::json::object* object = value.if_object();
    const boost::json::value* member = object ? object->if_contains(name) : nullptr;
    const boost::json::value* algorithm = object ? object->if_contains("alg") : nullptr;
    if (!member || !member->is_string() || !algorithm || !algorithm->is_number()) {
        throw invalid_property(what, "misses a member");
    }
    const auto bytes = Base64Url::parse(std::string_view(member->get_string()));
    if (!bytes) throw invalid_property(what, "is not base64url");
    return bytes->decode();
}

/// The id that the signed text names; its date must be there, too, but does not count.
challenges::ChallengeId id_in(const std::string& challenge)
{
    require_size(challenge.size(), "challenge");
    const boost::json::value value = parse(challenge, "challenge");
    if (value.is_null()) throw not_found("Challenge");
    const boost::json::object* object = value.if_object();
    const boost::json::value* id = object ? input::find_member(*object, "id") : nullptr;
    const boost::json::value* expires_at = object ? input::find_member(*object, "expiresAt") : nullptr;
    if (!id || !expires_at) throw invalid_property("challenge", "misses a member");
    Timestamp ignored;
    input::read_json(*expires_at, "challenge", ignored);
    const auto parsed = challenges::ChallengeId::parse(input::json_text(*id, "challenge"));
    if (!parsed) throw not_found("Challenge");
    return *parsed;
}

}  // namespace

Bytes raw_public_key(const Base64Url& public_key)
{
    Bytes raw = bytes_beside_algorithm(public_key, "pub", "identityPublicKey");
    if (raw.size() != kPublicKeyBytes) throw invalid_property("identityPublicKey", "is no Ed25519 key");
    return raw;
}

void verify(const SignedChallenge& signed_challenge, const Bytes& raw_public_key, Queries& queries, Timestamp now)
{
    const Bytes signature = bytes_beside_algorithm(signed_challenge.signature, "sig", "signature");
    if (!verify_ed25519(raw_public_key, as_bytes(signed_challenge.challenge), signature)) {
        throw rule_violated(codes::kInvalidSignature, "The signature of the challenge is not valid.");
    }
    const auto challenge = challenges::find(queries, id_in(signed_challenge.challenge));
    if (!challenge) throw not_found("Challenge");
    if (challenge->is_expired(now)) {
        throw rule_violated(codes::kChallengeHasExpired, "The challenge has expired.");
    }
}

}  // namespace backbone::devices
