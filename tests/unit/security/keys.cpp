#include "unit/security/keys.hpp"

#include <array>
#include <memory>
#include <stdexcept>

#include <fmt/format.h>
#include <openssl/ecdsa.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>
#include <openssl/x509.h>

namespace backbone::test::security {
namespace {

template <auto Free>
struct FreedBy
{
    template <class T>
    void operator()(T* object) const
    {
        Free(object);
    }
};
using Key = std::unique_ptr<EVP_PKEY, FreedBy<EVP_PKEY_free>>;
using Bio = std::unique_ptr<BIO, FreedBy<BIO_free>>;
using DigestContext = std::unique_ptr<EVP_MD_CTX, FreedBy<EVP_MD_CTX_free>>;

void check(bool done)
{
    if (!done) throw std::runtime_error("OpenSSL failed in a test");
}

template <class Write>
std::string written_by(Write&& write)
{
    const Bio out(BIO_new(BIO_s_mem()));
    check(write(out.get()) == 1);
    char* text = nullptr;
    const auto size = BIO_get_mem_data(out.get(), &text);
    return {text, static_cast<std::size_t>(size)};
}

std::string pem_of(const Key& key)
{
    check(key != nullptr);
    return written_by(
        [&](BIO* out) { return PEM_write_bio_PKCS8PrivateKey(out, key.get(), nullptr, nullptr, 0, nullptr, nullptr); });
}

Key read(const std::string& pem)
{
    const Bio in(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
    Key key(PEM_read_bio_PrivateKey(in.get(), nullptr, nullptr, nullptr));
    check(key != nullptr);
    return key;
}

const unsigned char* octets(const std::string& text)
{
    return reinterpret_cast<const unsigned char*>(text.data());
}

}  // namespace

std::string ec_key(const char* curve)
{
    return pem_of(Key(EVP_PKEY_Q_keygen(nullptr, nullptr, "EC", curve)));
}

std::string p256_key()
{
    return ec_key("P-256");
}

std::string rsa_key(unsigned bits)
{
    return pem_of(Key(EVP_RSA_gen(bits)));
}

std::string ed25519_key()
{
    return pem_of(Key(EVP_PKEY_Q_keygen(nullptr, nullptr, "ED25519")));
}

std::string encrypted(const std::string& pem)
{
    const Key key = read(pem);
    std::string passphrase = "secret";
    return written_by([&](BIO* out) {
        return PEM_write_bio_PKCS8PrivateKey(out, key.get(), EVP_aes_128_cbc(), passphrase.data(),
                                             static_cast<int>(passphrase.size()), nullptr, nullptr);
    });
}

std::string in_sec1_form(const std::string& pem)
{
    const Key key = read(pem);
    return written_by([&](BIO* out) {
        return PEM_write_bio_PrivateKey_traditional(out, key.get(), nullptr, nullptr, 0, nullptr, nullptr);
    });
}

std::string public_part(const std::string& pem)
{
    const Key key = read(pem);
    return written_by([&](BIO* out) { return PEM_write_bio_PUBKEY(out, key.get()); });
}

std::string certificate_of(const std::string& pem)
{
    const Key key = read(pem);
    const std::unique_ptr<X509, FreedBy<X509_free>> certificate(X509_new());
    check(X509_set_pubkey(certificate.get(), key.get()) == 1);
    X509_gmtime_adj(X509_getm_notBefore(certificate.get()), 0);
    X509_gmtime_adj(X509_getm_notAfter(certificate.get()), 3600);
    check(X509_sign(certificate.get(), key.get(), EVP_sha256()) > 0);
    return written_by([&](BIO* out) { return PEM_write_bio_X509(out, certificate.get()); });
}

std::string thumbprint_of(const std::string& pem)
{
    const Bio in(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
    const std::unique_ptr<X509, FreedBy<X509_free>> certificate(PEM_read_bio_X509(in.get(), nullptr, nullptr, nullptr));
    std::array<unsigned char, 20> digest{};
    check(X509_digest(certificate.get(), EVP_sha1(), digest.data(), nullptr) == 1);
    std::string hex;
    for (const unsigned char byte : digest) hex += fmt::format("{:02X}", byte);
    return hex;
}

std::string rsa_signature(const std::string& pem, const std::string& text, const char* digest)
{
    const Key key = read(pem);
    const DigestContext context(EVP_MD_CTX_new());
    check(EVP_DigestSignInit_ex(context.get(), nullptr, digest, nullptr, nullptr, key.get(), nullptr) == 1);
    std::string signature(static_cast<std::size_t>(EVP_PKEY_get_size(key.get())), '\0');
    std::size_t size = signature.size();
    check(EVP_DigestSign(context.get(), reinterpret_cast<unsigned char*>(signature.data()), &size, octets(text),
                         text.size()) == 1);
    return signature;
}

bool is_p256_signature(const std::string& pem, const std::string& text, const std::string& signature)
{
    if (signature.size() != 64) return false;
    const std::unique_ptr<ECDSA_SIG, FreedBy<ECDSA_SIG_free>> numbers(ECDSA_SIG_new());
    ECDSA_SIG_set0(numbers.get(), BN_bin2bn(octets(signature), 32, nullptr),
                   BN_bin2bn(octets(signature) + 32, 32, nullptr));
    std::string der(static_cast<std::size_t>(i2d_ECDSA_SIG(numbers.get(), nullptr)), '\0');
    auto* position = reinterpret_cast<unsigned char*>(der.data());
    i2d_ECDSA_SIG(numbers.get(), &position);

    const Key key = read(pem);
    const DigestContext context(EVP_MD_CTX_new());
    check(EVP_DigestVerifyInit_ex(context.get(), nullptr, "SHA256", nullptr, nullptr, key.get(), nullptr) == 1);
    return EVP_DigestVerify(context.get(), octets(der), der.size(), octets(text), text.size()) == 1;
}

}  // namespace backbone::test::security
