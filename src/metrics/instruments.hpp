#pragma once

#include <algorithm>
#include <array>
#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

/// What counts and measures on the threads that do the work: atomics only, since the histograms of prometheus-cpp take
/// a lock for each value and its families one for each look-up.
namespace backbone::metrics {

class Counter
{
  public:
    void increment() noexcept { value_.fetch_add(1, std::memory_order_relaxed); }
    void add(std::uint64_t amount) noexcept { value_.fetch_add(amount, std::memory_order_relaxed); }
    std::uint64_t value() const noexcept { return value_.load(std::memory_order_relaxed); }

  private:
    std::atomic<std::uint64_t> value_ = 0;
};

class Gauge
{
  public:
    void add(std::int64_t amount) noexcept { value_.fetch_add(amount, std::memory_order_relaxed); }
    std::int64_t value() const noexcept { return value_.load(std::memory_order_relaxed); }

  private:
    std::atomic<std::int64_t> value_ = 0;
};

/// How long something took the last time.
class LastDuration
{
  public:
    void set(std::chrono::nanoseconds duration) noexcept { value_.store(duration.count(), std::memory_order_relaxed); }
    std::chrono::nanoseconds value() const noexcept
    {
        return std::chrono::nanoseconds(value_.load(std::memory_order_relaxed));
    }

  private:
    std::atomic<std::int64_t> value_ = 0;
};

/// How long something took, in buckets from a tenth of a millisecond to ten seconds.
class Histogram
{
  public:
    using Nanoseconds = std::chrono::nanoseconds;

    /// Upper bounds, themselves included; longer times fall into one more bucket.
    static constexpr auto kBounds = [] {
        using namespace std::chrono_literals;
        return std::to_array<Nanoseconds>(
            {100us, 250us, 500us, 1ms, 2500us, 5ms, 10ms, 25ms, 50ms, 100ms, 250ms, 500ms, 1s, 2500ms, 5s, 10s});
    }();

    void observe(Nanoseconds duration) noexcept
    {
        const auto bound = std::ranges::lower_bound(kBounds, duration);
        buckets_[static_cast<std::size_t>(bound - kBounds.begin())].increment();
        sum_.add(static_cast<std::uint64_t>(std::max(duration, Nanoseconds::zero()).count()));
    }

    std::uint64_t count_in(std::size_t bucket) const noexcept { return buckets_[bucket].value(); }
    Nanoseconds sum() const noexcept { return Nanoseconds(sum_.value()); }

  private:
    std::array<Counter, kBounds.size() + 1> buckets_;
    Counter sum_;
};

/// Instruments of one metric that differ in the values of their labels, made when they are first used. Looking one up
/// takes no lock. There is a bounded number of them: values must come from the program, and past the bound all others
/// share the instrument whose labels are `other`.
template <class Instrument, std::size_t LabelCount>
class Labelled
{
  public:
    using LabelValues = std::array<std::string_view, LabelCount>;

    Labelled()
    {
        LabelValues others;
        others.fill("other");
        overflow_ = std::make_unique<Entry>(others);
    }
    ~Labelled()
    {
        for (auto& slot : slots_) delete slot.load(std::memory_order_relaxed);
    }
    Labelled(const Labelled&) = delete;
    Labelled& operator=(const Labelled&) = delete;

    Instrument& with(const LabelValues& values)
    {
        for (std::size_t i = first_slot_of(values), probes = 0; probes < kSlots; i = (i + 1) % kSlots, ++probes) {
            Entry* entry = slots_[i].load(std::memory_order_acquire);
            if (entry == nullptr) entry = fill(slots_[i], values);
            if (entry->has(values)) return entry->instrument;
        }
        overflow_is_used_.store(true, std::memory_order_relaxed);
        return overflow_->instrument;
    }

    /// Calls `visit(values, instrument)` for each one that is there.
    template <class Visit>
    void for_each(Visit&& visit) const
    {
        for (const auto& slot : slots_) {
            if (const Entry* entry = slot.load(std::memory_order_acquire)) visit(entry->values, entry->instrument);
        }
        if (overflow_is_used_.load(std::memory_order_relaxed)) visit(overflow_->values, overflow_->instrument);
    }

  private:
    static constexpr std::size_t kSlots = 1024;

    struct Entry
    {
        explicit Entry(const LabelValues& label_values)
        {
            std::ranges::transform(label_values, values.begin(),
                                   [](std::string_view text) { return std::string(text); });
        }
        bool has(const LabelValues& others) const { return std::ranges::equal(values, others); }

        std::array<std::string, LabelCount> values;
        Instrument instrument;
    };

    static std::size_t first_slot_of(const LabelValues& values)
    {
        std::size_t hash = 0;
        for (const std::string_view value : values) hash = hash * 31 + std::hash<std::string_view>{}(value);
        return hash % kSlots;
    }

    /// The entry that is there afterwards, which another thread may have put there.
    static Entry* fill(std::atomic<Entry*>& slot, const LabelValues& values)
    {
        auto entry = std::make_unique<Entry>(values);
        Entry* present = nullptr;
        if (slot.compare_exchange_strong(present, entry.get(), std::memory_order_acq_rel)) return entry.release();
        return present;
    }

    std::array<std::atomic<Entry*>, kSlots> slots_{};
    std::unique_ptr<Entry> overflow_;
    std::atomic<bool> overflow_is_used_ = false;
};

}  // namespace backbone::metrics
