#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "push/src/dummy.hpp"

using namespace backbone;

namespace {

class KeptEntries final : public LogSink
{
  public:
    bool takes(LogLevel) const noexcept override { return true; }
    void write(const LogEntry& entry) noexcept override
    {
        for (const LogField& field : entry.fields) texts.emplace_back(std::get<std::string_view>(field.value));
    }

    std::vector<std::string> texts;
};

}  // namespace

TEST_CASE("a push for the platform dummy is logged", "[push]")
{
    KeptEntries log;

    push::deliver_to_dummy(Logger(log, "push"), {"push.dummy", R"({"notification":"Test"})"});

    CHECK(log.texts == std::vector<std::string>{R"({"notification":"Test"})"});
}
