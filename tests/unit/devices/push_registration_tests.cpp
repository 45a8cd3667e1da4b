#include <catch2/catch.hpp>

#include "devices/src/push_registration.hpp"

using namespace backbone::devices;

TEST_CASE("a device may register for a platform that is enabled", "[devices]")
{
    PushOptions options;
    CHECK_FALSE(is_supported(options, PushPlatform::dummy, "any"));
    CHECK_FALSE(is_supported(options, PushPlatform::sse, "any"));

    options.dummy_enabled = true;
    CHECK(is_supported(options, PushPlatform::dummy, "any"));
    CHECK_FALSE(is_supported(options, PushPlatform::sse, "any"));
}

TEST_CASE("a device may register for FCM and APNs with an app that is configured there", "[devices]")
{
    const PushOptions options{.fcm = {.enabled = true, .apps = {"android"}},
                              .apns = {.enabled = false, .apps = {"ios"}}};

    CHECK(is_supported(options, PushPlatform::fcm, "android"));
    CHECK_FALSE(is_supported(options, PushPlatform::fcm, "Android"));
    CHECK_FALSE(is_supported(options, PushPlatform::fcm, "ios"));
    CHECK_FALSE(is_supported(options, PushPlatform::apns, "ios"));
}

TEST_CASE("only FCM and APNs need a handle", "[devices]")
{
    CHECK(needs_handle(PushPlatform::fcm));
    CHECK(needs_handle(PushPlatform::apns));
    CHECK_FALSE(needs_handle(PushPlatform::dummy));
    CHECK_FALSE(needs_handle(PushPlatform::sse));
}
