#include "security/pem_key.hpp"

#include <algorithm>
#include <array>
#include <stdexcept>
#include <string_view>
#include <vector>

#include <openssl/bio.h>
#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509.h>

namespace backbone {
namespace {

using Bio = std::unique_ptr<BIO, FreedBy<BIO_free>>;
using Key = std::unique_ptr<EVP_PKEY, FreedBy<EVP_PKEY_free>>;
using Certificate = std::unique_ptr<X509, FreedBy<X509_free>>;
using Number = std::unique_ptr<BIGNUM, FreedBy<BN_clear_free>>;

constexpr int kMinRsaBits = 2048;
constexpr std::size_t kP256Bytes = 32;

[[noreturn]] void refuse(const std::string& reason)
{
    // What OpenSSL left behind would be taken for the failure of a later TLS operation of this thread.
    ERR_clear_error();
    throw std::runtime_error(reason);
}

Bio reader_of(const std::string& pem)
{
    return Bio(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
}

/// Takes the place of OpenSSL's own, which asks at the terminal.
int no_passphrase(char*, int, int, void*)
{
    return -1;
}

Key private_key_in(const std::string& pem)
{
    Key key(PEM_read_bio_PrivateKey(reader_of(pem).get(), nullptr, no_passphrase, nullptr));
    if (key) return key;
    if (pem.find("ENCRYPTED") != std::string::npos) refuse("it is encrypted; store it without a passphrase");
    refuse("it holds no private key in PEM form");
}

Certificate certificate_in(const std::string& pem)
{
    Certificate certificate(PEM_read_bio_X509(reader_of(pem).get(), nullptr, no_passphrase, nullptr));
    ERR_clear_error();
    return certificate;
}

/// A parameter of the key, highest byte first; wiped when it goes.
class Octets
{
  public:
    Octets(const Key& key, const char* parameter, std::size_t size = 0)
    {
        BIGNUM* fetched = nullptr;
        if (EVP_PKEY_get_bn_param(key.get(), parameter, &fetched) != 1) refuse("it is not complete");
        const Number number(fetched);
        octets_.resize(size ? size : static_cast<std::size_t>(BN_num_bytes(number.get())));
        if (BN_bn2binpad(number.get(), octets_.data(), static_cast<int>(octets_.size())) < 0) refuse("it is damaged");
    }
    ~Octets() { OPENSSL_cleanse(octets_.data(), octets_.size()); }
    Octets(const Octets&) = delete;
    Octets& operator=(const Octets&) = delete;

    std::uint8_t* data() { return octets_.data(); }
    std::size_t size() const { return octets_.size(); }

  private:
    std::vector<std::uint8_t> octets_;
};

JsonWebKey rsa_key(const Key& key)
{
    const int bits = EVP_PKEY_get_bits(key.get());
    if (bits < kMinRsaBits) refuse("it is an RSA key of " + std::to_string(bits) + " bits; at least 2048 are needed");

    Octets n(key, OSSL_PKEY_PARAM_RSA_N), e(key, OSSL_PKEY_PARAM_RSA_E), d(key, OSSL_PKEY_PARAM_RSA_D);
    Octets p(key, OSSL_PKEY_PARAM_RSA_FACTOR1), q(key, OSSL_PKEY_PARAM_RSA_FACTOR2);
    Octets dp(key, OSSL_PKEY_PARAM_RSA_EXPONENT1), dq(key, OSSL_PKEY_PARAM_RSA_EXPONENT2);
    Octets qi(key, OSSL_PKEY_PARAM_RSA_COEFFICIENT1);
    const cjose_jwk_rsa_keyspec spec{.e = e.data(),
                                     .elen = e.size(),
                                     .n = n.data(),
                                     .nlen = n.size(),
                                     .d = d.data(),
                                     .dlen = d.size(),
                                     .p = p.data(),
                                     .plen = p.size(),
                                     .q = q.data(),
                                     .qlen = q.size(),
                                     .dp = dp.data(),
                                     .dplen = dp.size(),
                                     .dq = dq.data(),
                                     .dqlen = dq.size(),
                                     .qi = qi.data(),
                                     .qilen = qi.size()};
    return JsonWebKey(cjose_jwk_create_RSA_spec(&spec, nullptr));
}

JsonWebKey ec_key(const Key& key)
{
    std::array<char, 64> curve{};
    EVP_PKEY_get_utf8_string_param(key.get(), OSSL_PKEY_PARAM_GROUP_NAME, curve.data(), curve.size(), nullptr);
    if (std::string_view(curve.data()) != SN_X9_62_prime256v1) {
        refuse("it is an EC key on the curve " + std::string(curve.data()) + "; only P-256 is supported");
    }

    Octets d(key, OSSL_PKEY_PARAM_PRIV_KEY, kP256Bytes);
    Octets x(key, OSSL_PKEY_PARAM_EC_PUB_X, kP256Bytes), y(key, OSSL_PKEY_PARAM_EC_PUB_Y, kP256Bytes);
    const cjose_jwk_ec_keyspec spec{.crv = CJOSE_JWK_EC_P_256,
                                    .d = d.data(),
                                    .dlen = d.size(),
                                    .x = x.data(),
                                    .xlen = x.size(),
                                    .y = y.data(),
                                    .ylen = y.size()};
    return JsonWebKey(cjose_jwk_create_EC_spec(&spec, nullptr));
}

template <class Object>
Bytes der_of(Object* object, int (*encode)(const Object*, unsigned char**))
{
    Bytes der(static_cast<std::size_t>(std::max(0, encode(object, nullptr))));
    auto* position = reinterpret_cast<unsigned char*>(der.data());
    if (der.empty() || encode(object, &position) < 0) refuse("it is damaged");
    return der;
}

Bytes sha1(const Bytes& bytes)
{
    Bytes digest(20);
    EVP_Digest(bytes.data(), bytes.size(), reinterpret_cast<unsigned char*>(digest.data()), nullptr, EVP_sha1(),
               nullptr);
    return digest;
}

}  // namespace

PemKey read_pem_key(const std::string& pem)
{
    const Key key = private_key_in(pem);
    PemKey result;
    if (EVP_PKEY_is_a(key.get(), "RSA")) {
        result.jwk = rsa_key(key);
        result.algorithm = "RS256";
    } else if (EVP_PKEY_is_a(key.get(), "EC")) {
        result.jwk = ec_key(key);
        result.algorithm = "ES256";
    } else {
        refuse("it is neither an RSA nor an EC key");
    }
    if (!result.jwk) refuse("it cannot be used for signing");

    if (const Certificate certificate = certificate_in(pem)) {
        if (X509_check_private_key(certificate.get(), key.get()) != 1)
            refuse("the certificate in its file belongs to another key");
        result.certificate = der_of<X509>(certificate.get(), i2d_X509);
        result.thumbprint = sha1(result.certificate);
    } else {
        result.thumbprint = sha1(der_of<EVP_PKEY>(key.get(), i2d_PUBKEY));
    }
    return result;
}

}  // namespace backbone
