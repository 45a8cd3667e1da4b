#include "blobs/health.hpp"

#include <array>
#include <exception>
#include <string>

#include <backbone/uuid.hpp>

namespace backbone::blobs {

bool HealthCheck::is_healthy()
{
    const std::lock_guard lock(mutex_);
    if (!is_healthy_ && trials_left_ > 0) {
        --trials_left_;
        is_healthy_ = try_a_blob();
    }
    return is_healthy_;
}

bool HealthCheck::try_a_blob()
{
    constexpr std::string_view kText = "healthcheck";
    try {
        const std::string key = generate_uuid(random_);
        const auto blob = blobs_.create();
        blob->append(kText);
        blob->store(key);
        const auto stored = blobs_.open(key);
        std::array<char, kText.size()> text{};
        const bool is_same = stored && stored->size() == kText.size() && stored->read(0, text) == kText.size() &&
                             std::string_view(text.data(), text.size()) == kText;
        blobs_.remove(key);
        if (!is_same) logger_.error("the blob storage does not give back what was stored");
        return is_same;
    } catch (const std::exception& failure) {
        logger_.error("the blob storage cannot be used", {{"reason", failure.what()}});
        return false;
    }
}

}  // namespace backbone::blobs
