#include <backbone/environment.hpp>

#include <stdexcept>

#include <sodium.h>

namespace backbone {

Timestamp SystemClock::now() const
{
    const auto since_epoch = std::chrono::system_clock::now().time_since_epoch();
    return Timestamp::from_microseconds(std::chrono::duration_cast<Duration>(since_epoch).count());
}

SystemRandom::SystemRandom()
{
    if (sodium_init() < 0) throw std::runtime_error("libsodium cannot be used on this machine");
}

// libsodium asks the operating system each time, which takes a quarter of a microsecond: no need to keep a supply.
void SystemRandom::fill(std::span<std::byte> bytes)
{
    if (!bytes.empty()) randombytes_buf(bytes.data(), bytes.size());
}

}  // namespace backbone
