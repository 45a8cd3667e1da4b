#include "security/token_key.hpp"

#include <algorithm>
#include <cstdlib>
#include <new>
#include <stdexcept>

#include <cjose/jws.h>
#include <openssl/err.h>
#include <boost/json/array.hpp>
#include <boost/json/parse.hpp>

#include <backbone/crypto.hpp>

#include "security/standard_base64.hpp"

namespace backbone {
namespace {

using Jws = std::unique_ptr<cjose_jws_t, FreedBy<cjose_jws_release>>;

std::string upper_case_hex(const Bytes& bytes)
{
    std::string hex = to_hex(bytes);
    std::ranges::transform(hex, hex.begin(), [](char c) { return c >= 'a' ? static_cast<char>(c - 'a' + 'A') : c; });
    return hex;
}

// cjose must not see anything else: its decoder ends the process when padding comes too early.
bool is_base64url(std::string_view text)
{
    const auto parsed = Base64Url::parse(text);
    return parsed && parsed->text() == text;
}

}  // namespace

TokenKey::TokenKey(const SigningKeyPem& pem)
    : key_(read_pem_key(pem)),
      key_id_(upper_case_hex(key_.thumbprint)),
      access_header_(make_header("at+jwt")),
      id_header_(make_header("JWT"))
{
    const std::string trial = sign_access_token("{}");
    encoded_access_header_ = trial.substr(0, trial.find('.') + 1);
    encoded_signature_size_ = trial.size() - trial.rfind('.') - 1;
    if (!verified_claims(trial)) throw std::runtime_error("its private and its public part do not belong together");
}

TokenKey::Header TokenKey::make_header(const char* type) const
{
    Header header(cjose_header_new(nullptr));
    const auto set = [&](const char* name, const std::string& value) {
        if (!cjose_header_set(header.get(), name, value.c_str(), nullptr)) throw std::bad_alloc();
    };
    set("alg", key_.algorithm);
    set("kid", key_id_);
    if (!key_.certificate.empty()) set("x5t", Base64Url::encode(key_.thumbprint).text());
    set("typ", type);
    return header;
}

boost::json::object TokenKey::public_key() const
{
    const std::unique_ptr<char, FreedBy<std::free>> json(cjose_jwk_to_json(key_.jwk.get(), false, nullptr));
    if (!json) throw std::bad_alloc();
    boost::json::object result = boost::json::parse(json.get()).as_object();
    result["kid"] = key_id_;
    result["use"] = "sig";
    result["alg"] = key_.algorithm;
    if (!key_.certificate.empty()) {
        result["x5t"] = Base64Url::encode(key_.thumbprint).text();
        result["x5c"] = boost::json::array{standard_base64(key_.certificate)};
    }
    return result;
}

bool TokenKey::may_have_signed(std::string_view token) const
{
    const auto last_dot = token.rfind('.');
    return token.starts_with(encoded_access_header_) && last_dot >= encoded_access_header_.size() &&
           token.size() - last_dot - 1 == encoded_signature_size_;
}

std::optional<std::string> TokenKey::verified_claims(std::string_view token) const
{
    const auto claims_begin = encoded_access_header_.size();
    const auto claims_end = token.rfind('.');
    if (!is_base64url(token.substr(claims_begin, claims_end - claims_begin)) ||
        !is_base64url(token.substr(claims_end + 1))) {
        return std::nullopt;
    }
    const Jws jws(cjose_jws_import(token.data(), token.size(), nullptr));
    std::uint8_t* claims = nullptr;
    std::size_t size = 0;
    if (!jws || !cjose_jws_verify(jws.get(), key_.jwk.get(), nullptr) ||
        !cjose_jws_get_plaintext(jws.get(), &claims, &size, nullptr)) {
        // What OpenSSL left behind would be taken for the failure of a later TLS operation of this thread.
        ERR_clear_error();
        return std::nullopt;
    }
    return std::string(reinterpret_cast<const char*>(claims), size);
}

std::string TokenKey::sign(cjose_header_t* header, std::string_view claims) const
{
    const Jws jws(cjose_jws_sign(key_.jwk.get(), header, reinterpret_cast<const std::uint8_t*>(claims.data()),
                                 claims.size(), nullptr));
    const char* token = nullptr;
    if (!jws || !cjose_jws_export(jws.get(), &token, nullptr)) {
        ERR_clear_error();
        throw std::runtime_error("a token could not be signed");
    }
    return token;
}

}  // namespace backbone
