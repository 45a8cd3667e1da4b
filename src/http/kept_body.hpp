#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include <backbone/request.hpp>

#include "http/body_budget.hpp"

namespace backbone::http {

/// Collects a request's body in memory that the budget has for it. Who streams the body empties that memory now and
/// then.
class KeptBody
{
  public:
    KeptBody(Request& request, std::size_t limit, BodyBudget& budget);

    /// The body will have so many bytes.
    void expect(std::uint64_t bytes);

    /// False when the budget is used up. A body above the limit is given up, and marked so in the request.
    bool add(std::string_view bytes);

  private:
    bool make_room(std::size_t bytes);
    void give_up();

    Request& request_;
    std::size_t limit_;
    BudgetShare memory_;
    std::size_t expected_ = 0;
    std::size_t added_ = 0;
};

}  // namespace backbone::http
