#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include <backbone/request.hpp>

#include "http/body_budget.hpp"

namespace backbone::http {

/// Collects a request's body in memory that the budget has for it, and gives that back when it is destroyed.
class KeptBody
{
  public:
    KeptBody(Request& request, std::size_t limit, BodyBudget& budget);
    ~KeptBody();
    KeptBody(const KeptBody&) = delete;
    KeptBody& operator=(const KeptBody&) = delete;

    /// The body will have so many bytes.
    void expect(std::uint64_t bytes);

    /// False when the budget is used up. A body above the limit is given up, and marked so in the request.
    bool add(std::string_view bytes);

  private:
    bool make_room(std::size_t bytes);
    void give_up();

    Request& request_;
    std::size_t limit_;
    BodyBudget& budget_;
    std::size_t expected_ = 0;
    std::size_t taken_ = 0;
};

}  // namespace backbone::http
