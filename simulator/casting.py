"""The director's door to people and groups: who there is, who they are, and what they do."""

from __future__ import annotations

from aiohttp import web

from simulator.chats import Status
from simulator.descriptions import describe_chat
from simulator.direction import GROUP_ACTIONS, PERSON_ACTIONS, change_person, make_group, make_person
from simulator.errors import CannotDoError
from simulator.orders import answer, read_order
from simulator.scenes import Recorder
from simulator.world import World


def add_casting_routes(app: web.Application, world: World, recorder: Recorder) -> None:
    """Add the routes of people and groups."""
    casting = _Casting(world, recorder)
    app.router.add_get("/control/people", casting.people)
    app.router.add_post("/control/people", casting.add_people)
    app.router.add_get("/control/people/{person}", casting.person)
    app.router.add_patch("/control/people/{person}", casting.change_person)
    app.router.add_post("/control/people/{person}/{action}", casting.act)
    app.router.add_post("/control/groups", casting.add_group)
    app.router.add_post("/control/groups/{chat}/{action}", casting.act_on_group)


class _Casting:
    def __init__(self, world: World, recorder: Recorder) -> None:
        self.world = world
        self.recorder = recorder

    async def people(self, _request: web.Request) -> web.Response:
        return answer([person.describe() for person in self.world.people.values()])

    async def add_people(self, request: web.Request) -> web.Response:
        """Make one person, or many at once from a list."""
        order = await read_order(request)
        orders = order if isinstance(order, list) else [order]
        made = [make_person(self.world, one).describe() for one in orders]
        return answer({"people": made, "last_seq": self.world.events.seq})

    async def person(self, request: web.Request) -> web.Response:
        person = self.world.person(int(request.match_info["person"]))
        chat_id = int(request.query.get("chat", person.id))
        status = self.world.chat(chat_id).members.get(person.id, Status.LEFT)
        is_admin = status in {Status.CREATOR, Status.ADMINISTRATOR}
        seen = self.world.menus.seen_by(person.id, person.language_code, chat_id=chat_id, is_admin=is_admin)
        return answer(person.describe() | {"menu": seen})

    async def change_person(self, request: web.Request) -> web.Response:
        person = self.world.person(int(request.match_info["person"]))
        change_person(self.world, person, await read_order(request))
        return answer(person.describe() | {"last_seq": self.world.events.seq})

    async def act(self, request: web.Request) -> web.Response:
        """Let a person do something; `seq` is the last event before it."""
        action = PERSON_ACTIONS.get(request.match_info["action"])
        if action is None:
            raise CannotDoError(f"people know {', '.join(PERSON_ACTIONS)}")
        person = self.world.person(int(request.match_info["person"]))
        order = await read_order(request)
        before = self.world.events.seq
        step = self.recorder.act(person, request.match_info["action"], order)
        result = action(self.world, person, order)
        self.recorder.keep(step)
        return answer(result | {"seq": before, "last_seq": self.world.events.seq})

    async def add_group(self, request: web.Request) -> web.Response:
        order = await read_order(request)
        chat = make_group(self.world, order)
        self.recorder.keep({"directs": "groups", "order": order | {"id": chat.id}})
        return answer(describe_chat(chat) | {"last_seq": self.world.events.seq})

    async def act_on_group(self, request: web.Request) -> web.Response:
        action = GROUP_ACTIONS.get(request.match_info["action"])
        if action is None:
            raise CannotDoError(f"groups know {', '.join(GROUP_ACTIONS)}")
        chat = self.world.chat(int(request.match_info["chat"]))
        order = await read_order(request)
        result = action(self.world, chat, order)
        becomes = {"becomes": result["chat_id"]} if "chat_id" in result else {}
        self.recorder.keep({"directs": f"groups/{chat.id}/{request.match_info['action']}", "order": order} | becomes)
        return answer(result | {"last_seq": self.world.events.seq})
