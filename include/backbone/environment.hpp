#pragma once

#include <cstddef>
#include <span>

#include <backbone/timestamp.hpp>

namespace backbone {

/// Where "now" comes from, so that a test can fix it. Implementations are safe to call from any thread.
class Clock
{
  public:
    virtual ~Clock() = default;
    virtual Timestamp now() const = 0;
};

class SystemClock final : public Clock
{
  public:
    Timestamp now() const override;
};

/// Where unpredictable bytes come from. Implementations are safe to call from any thread.
class Random
{
  public:
    virtual ~Random() = default;
    virtual void fill(std::span<std::byte> bytes) = 0;
};

/// The operating system's generator, through libsodium.
class SystemRandom final : public Random
{
  public:
    SystemRandom();
    void fill(std::span<std::byte> bytes) override;
};

}  // namespace backbone
