#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <vector>

#include <boost/json/memory_resource.hpp>

#include "http/body_budget.hpp"

namespace backbone {

/// The memory for one parsed body: few blocks, which go all at once when it is destroyed. Parsed, a body can take more
/// than ten times its size, so what goes beyond a small one is taken from the budget of all bodies.
class JsonMemory final : public boost::json::memory_resource
{
  public:
    /// What any body may take. A larger one may take some times its size in addition: less than a long list of numbers
    /// needs, but more than any that an endpoint reads.
    static constexpr std::size_t kAlways = 1024 * 1024;
    static constexpr std::size_t kTimesBody = 8;

    /// Without a budget only the size of the body counts.
    JsonMemory(std::size_t body_bytes, http::BodyBudget* budget);

  private:
    /// Throws Error with `inputCannotBeParsed` when the body needs too much, and Unavailable when the budget is used
    /// up.
    void* do_allocate(std::size_t bytes, std::size_t alignment) override;
    void do_deallocate(void* /*memory*/, std::size_t /*bytes*/, std::size_t /*alignment*/) override {}
    bool do_is_equal(const memory_resource& other) const noexcept override { return this == &other; }

    void add_block(std::size_t least_bytes);

    std::size_t block_bytes_;
    std::size_t most_bytes_;
    std::optional<http::BudgetShare> of_budget_;
    std::size_t bytes_ = 0;
    std::vector<std::unique_ptr<std::byte[]>> blocks_;
    void* free_ = nullptr;
    std::size_t free_bytes_ = 0;
};

}  // namespace backbone

/// Values need not be visited to be destroyed.
template <>
struct boost::json::is_deallocate_trivial<backbone::JsonMemory>
{
    static constexpr bool value = true;
};
