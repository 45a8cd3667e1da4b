#include <string>

#include <catch2/catch.hpp>

#include "http/guard.hpp"
#include "unit/http/support.hpp"
#include "unit/security/keys.hpp"

using namespace backbone;
using namespace backbone::test::http;
using namespace std::chrono_literals;

namespace {

struct FixedClock final : Clock
{
    Timestamp time = Timestamp::from_microseconds(1'800'000'000'000'000);
    Timestamp now() const override { return time; }
};

struct Gate
{
    FixedClock clock;
    AccessTokens tokens{{test::security::p256_key()}, 300s};
    backbone::http::Guard guard = backbone::http::guard_by_access_token(tokens, clock);

    std::string token(std::string_view issuer = "http://backbone.example/")
    {
        SystemRandom random;
        const Caller alice{IdentityAddress::from_trusted("did:e:localhost:dids:fc6cbb07fdde421f7f5880"),
                           *DeviceId::parse("DVCaaaaaaaaaaaaaaaaa"), "test"};
        return tokens.issue({alice, "user", "USRaaaaaaaaaaaaaaaaa"}, issuer, clock.now(), random);
    }

    backbone::http::Admission admit(Access access, const std::string& authorization)
    {
        return guard({"GET", "/", access, {}}, request("GET", "/", {{"authorization", authorization}}));
    }
};

std::string challenge(const backbone::http::Admission& admission)
{
    REQUIRE(admission.refusal);
    CHECK(admission.refusal->status == 401);
    CHECK(admission.refusal->body.empty());
    CHECK(admission.refusal->headers.size() == 4);
    return admission.refusal->headers.front().value;
}

}  // namespace

TEST_CASE("A valid token lets its bearer in", "[http]")
{
    Gate gate;
    const std::string scheme = GENERATE("Bearer ", "bearer ", "BEARER   ");
    const Access access = GENERATE(identity_required, identity_optional);
    const auto admission = gate.admit(access, scheme + gate.token());
    CHECK_FALSE(admission.refusal);
    REQUIRE(admission.caller);
    CHECK(admission.caller->device.text() == "DVCaaaaaaaaaaaaaaaaa");
}

TEST_CASE("Without a valid token a protected route answers 401", "[http]")
{
    Gate gate;
    CHECK(challenge(gate.admit(identity_required, "")) == "Bearer");
    CHECK(challenge(gate.admit(identity_required, "Bearer ")) == "Bearer");
    CHECK(challenge(gate.admit(identity_required, "Basic abc")) == "Bearer");
    const std::string bad_token = challenge(gate.admit(identity_required, "Bearer x"));
    CHECK(bad_token.starts_with(R"(Bearer error="invalid_token", error_description=")"));
    CHECK(challenge(gate.admit(identity_required, "Bearer " + gate.token("https://other.example/"))) == bad_token);

    const std::string token = gate.token();
    gate.clock.time = gate.clock.time + 300s;
    CHECK(challenge(gate.admit(identity_required, "Bearer " + token)) == bad_token);
}

TEST_CASE("Where tokens are optional a bad one counts as none, and elsewhere none is looked at", "[http]")
{
    Gate gate;
    const auto optional = gate.admit(identity_optional, "Bearer x");
    CHECK_FALSE(optional.caller);
    CHECK_FALSE(optional.refusal);
    const auto open = gate.admit(anonymous, "Bearer " + gate.token());
    CHECK_FALSE(open.caller);
    CHECK_FALSE(open.refusal);
}
