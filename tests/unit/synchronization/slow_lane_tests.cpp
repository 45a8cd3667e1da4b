#include <array>
#include <memory>
#include <string>

#include <catch2/catch.hpp>

#include "synchronization/src/use_cases.hpp"

using namespace backbone;
using namespace backbone::synchronization;

namespace {

/// Where a request stops that is let through.
class NoDatabase final : public Database
{
  public:
    std::unique_ptr<Connection> connect() override { throw Unavailable("none"); }
};

class FixedClock final : public Clock
{
  public:
    Timestamp now() const override { return Timestamp::parse("2030-01-01").value(); }
};

/// One that each of the use cases understands.
Request request_with(int modifications)
{
    std::string all;
    for (int i = 0; i < modifications; ++i) {
        all += R"({"type":0,"collection":"","objectIdentifier":"","datawalletVersion":1},)";
    }
    all.pop_back();
    Request request;
    request.method = "POST";
    request.path_parameters.emplace_back("id", "SYR1");
    request.headers = {{"Content-Type", "application/json"}, {"X-Supported-Datawallet-Version", "1"}};
    request.body = R"({"localIndex":0,"newDatawalletVersion":1,"modifications":[)" + all +
                   R"(],"datawalletModifications":[)" + all + "]}";
    return request;
}

}  // namespace

TEST_CASE("many modifications are left to the slow lane before anything is read", "[synchronization]")
{
    constexpr std::array kUseCases{push_datawallet_modifications, finalize_datawallet_version_upgrade,
                                   finalize_external_event_sync};
    NoDatabase database;
    const FixedClock clock;
    SystemRandom random;
    const InstallationOptions installation;
    Context fast(database, clock, random, installation, Caller{}, false);
    Context slow(database, clock, random, installation, Caller{}, true);
    const Request few = request_with(1000);
    const Request many = request_with(1001);

    for (const auto& use_case : kUseCases) {
        CHECK_THROWS_AS(use_case(few, fast), Unavailable);
        CHECK_THROWS_AS(use_case(many, fast), SlowLaneNeeded);
        CHECK_THROWS_AS(use_case(many, slow), Unavailable);
    }
}
