#pragma once

#include <algorithm>
#include <exception>
#include <latch>
#include <system_error>
#include <thread>
#include <vector>

#include "support/application.hpp"

namespace backbone::testing {

/// The answers to requests that are sent at the same moment, each by `send(number)` on a thread of its own. Without
/// checks in there: Catch's are not made for threads. An exception becomes an answer of status 0 with its text.
template <class Send>
std::vector<Answer> at_once(int requests, Send&& send)
{
    std::vector<Answer> answers(static_cast<std::size_t>(requests));
    std::latch everybody_is_here(requests);
    {
        std::vector<std::jthread> threads;
        for (int number = 0; number < requests; ++number) {
            try {
                threads.emplace_back([&, number] {
                    everybody_is_here.arrive_and_wait();
                    Answer& answer = answers[static_cast<std::size_t>(number)];
                    try {
                        answer = send(number);
                    } catch (const std::exception& error) {
                        answer.body = error.what();
                    }
                });
            } catch (const std::system_error&) {
                // Else those who are here would wait for ever for those who do not come.
                everybody_is_here.count_down(requests - number);
                throw;
            }
        }
    }
    return answers;
}

/// How many of the answers have that status.
inline std::int64_t count_of(const std::vector<Answer>& answers, int status)
{
    return std::ranges::count(answers, status, &Answer::status);
}

/// How many of the answers have that code.
inline std::int64_t count_of(const std::vector<Answer>& answers, std::string_view code)
{
    return std::ranges::count_if(answers, [&](const Answer& answer) { return answer.code() == code; });
}

}  // namespace backbone::testing
